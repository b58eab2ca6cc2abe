import { noAccount } from '../auth/no-account.ts';
import { ConfigError, InputError, type Issue } from '../errors/index.ts';
import { tell } from '../hooks.ts';
import { type CallOptions, checkOptions } from '../options.ts';
import { checkInput } from '../schema.ts';
import { Call } from './call.ts';
import { type CheckedCall, credentialFor, type ServiceContext } from './context.ts';
import { NO_DIALECT } from './dialects.ts';
import { CannotWrite, cannotWrite, type FileSink } from './download.ts';
import type { Endpoint } from './endpoint.ts';
import { retry } from './retry.ts';
import { joinUrl, type SafePath } from './url.ts';

/** The journey of one call: check input → authorise → send → classify → check output. There is no other way out. */
export async function execute<In, Out>(
  context: ServiceContext,
  endpoint: Endpoint<In, Out>,
  input: In,
  options: CallOptions = {},
  sink?: FileSink,
): Promise<Out> {
  // Before anything is shown of this call, an error in its input included.
  context.redactor.addHeaders(options.headers);
  const checked = checkCall(context, endpoint, input, options, sink);
  await sink?.prepare(checked.url).catch((error: unknown) => {
    if (!(error instanceof CannotWrite)) throw error;
    throw cannotWrite(error, { service: context.service, operation: endpoint.name });
  });
  const call = new Call(checked);
  try {
    return await retry((number) => call.attempt(number), call);
  } catch (error) {
    throw call.verdict(error);
  }
}

/** Everything that can be known to be wrong before anything is sent. */
function checkCall<In, Out>(
  context: ServiceContext,
  endpoint: Endpoint<In, Out>,
  input: In,
  options: CallOptions,
  sink: FileSink | undefined,
): CheckedCall<In, Out> {
  const { service } = context;
  const where = { service, operation: endpoint.name };
  const wrongOptions = checkOptions(options);
  if (wrongOptions.length > 0) throw new InputError(wrongOptions, where);
  const checked = checkInput(endpoint.input(), input);
  if (!checked.ok) throw new InputError(scrubbed(context, checked.issues), where);
  let path: SafePath;
  try {
    path = endpoint.path(checked.value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError([{ path: '', message: context.redactor.scrub(error.message) }], where);
  }
  const name = endpoint.base ?? 'api';
  if (endpoint.auth === 'required' && !credentialFor(context, name)) {
    const missing = context.logins?.[name]?.settings ?? context.credentialSettings;
    throw noAccount(`${endpoint.name} needs an account, and none is configured`, missing, where);
  }
  const base = context.bases[name];
  if (base === undefined) {
    const setting = context.baseSettings?.[name];
    throw new ConfigError(`${service}: no address is configured for ${endpoint.name}`, {
      ...where,
      ...(setting !== undefined && { missing: [setting] }),
    });
  }
  const warnings = endpoint.warn ? scrubbed(context, endpoint.warn(checked.value)) : [];
  for (const issue of warnings) tell(context, 'onWarning', () => ({ ...where, ...issue }));
  const { value } = checked;
  const spoken = endpoint.speaks === undefined ? undefined : context.dialects?.current(endpoint.speaks);
  const dialect = spoken ?? NO_DIALECT;
  return {
    context,
    endpoint,
    options,
    sink,
    input: value,
    dialect,
    url: joinUrl(base, path, endpoint.query?.(value, dialect)),
    urlIn(other) {
      return joinUrl(base, path, endpoint.query?.(value, other));
    },
    warnings,
  };
}

const scrubbed = (context: ServiceContext, issues: readonly Issue[]): Issue[] =>
  context.redactor.scrubValue([...issues]);
