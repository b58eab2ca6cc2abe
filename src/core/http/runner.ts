import type { ExchangeTools } from '../auth/credential.ts';
import { systemClock } from '../clock.ts';
import { ConfigError, InputError, type Issue } from '../errors/index.ts';
import type { Gate } from '../many/gate.ts';
import { Pager } from '../many/pager.ts';
import { type CallDefaults, type CallOptions, checkDefaults, checkDefaultsIn } from '../options.ts';
import { Redactor } from '../redact.ts';
import type { Runner, ServiceContext, ServiceOptions, ServicePlan } from './context.ts';
import { Dialects } from './dialects.ts';
import type { DigestName } from './digest.ts';
import { type Download, type DownloadOptions, type ExpectedFile, FileSink } from './download.ts';
import type { Endpoint, PagedEndpoint } from './endpoint.ts';
import { execute } from './execute.ts';
import { pageLoader } from './paging.ts';
import type { Transport } from './transport.ts';
import { AxiosTransport } from './transport-axios.ts';
import { loginIn, sameOrigin } from './url.ts';

/** Connections for a client, by its `ca` and `proxy`. */
export function createTransport(
  { ca, proxy }: Pick<ServiceOptions, 'ca' | 'proxy'>,
  redactor: Redactor,
): Transport {
  if (typeof proxy === 'string') {
    if (!URL.canParse(proxy)) throw new ConfigError('the proxy must be a full URL: http://host:port');
    const login = loginIn(proxy);
    if (!login)
      throw new ConfigError(
        'the name or the password in the address of the proxy has a % that stands for itself: write it as %25',
      );
    redactor.addBasic(login.username, login.password);
  }
  const one = typeof ca === 'string' || Buffer.isBuffer(ca);
  return new AxiosTransport({ ca: one ? [ca] : ca, proxy });
}

/** Wires one service client together. */
export function createRunner(plan: ServicePlan, options: ServiceOptions): Runner {
  checkDefaultsIn(options, plan.service);
  const redactor = options.redactor ?? new Redactor();
  const checkAll = (addresses: Readonly<Record<string, string>>, scheme: string) => {
    for (const address of Object.values(addresses)) {
      checkBase(plan.service, address, redactor, scheme);
      if (options.redactHosts) redactor.addHost(address);
    }
  };
  checkAll(plan.bases, 'https');
  checkAll(plan.addresses ?? {}, 'ftp');
  const clock = options.clock ?? systemClock;
  const shared = {
    transport: options.transport ?? createTransport(options, redactor),
    clock,
    random: options.random ?? Math.random,
    redactor,
  };
  const alone = {
    ...shared,
    options,
    credential: undefined,
    credentials: {},
    futileRenewalAt: { ms: Number.NEGATIVE_INFINITY },
  };
  const tools: ExchangeTools = {
    redactor,
    clock,
    bases: plan.bases,
    run(service, base, endpoint, input) {
      if (options.redactHosts) redactor.addHost(base);
      const context = {
        ...alone,
        options: loginOptions(options, sameOrigin(base, plan.bases.api ?? '')),
        service,
        bases: { api: base },
        accept: '*/*',
        environment: '',
        credentialSettings: [],
        // Some token servers say so of a wrong password.
        explain: (status: number) => (status === 403 ? { meant: 401 } : {}),
        ...(plan.whenUnreachable && { whenUnreachable: plan.whenUnreachable }),
      };
      return execute(context, endpoint, input);
    },
  };
  const credential = options.auth?.attach(tools);
  const credentials = Object.fromEntries(
    Object.entries(plan.logins ?? {}).map(([base, { source }]) => [base, source?.attach(tools)]),
  );
  const dialects = plan.dialects && new Dialects(plan.dialects);
  return runnerFrom({ ...plan, ...alone, credential, credentials, dialects });
}

/**
 * What was meant for the repository, such as the key of its gateway, is not given to a token server elsewhere; and what
 * says who is calling at a login is the login's own.
 */
function loginOptions({ headers, ...options }: ServiceOptions, atHome: boolean): ServiceOptions {
  if (!headers || !atHome) return options;
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization');
  return { ...options, headers: Object.fromEntries(kept) };
}

function checkBase(service: string, base: string, redactor: Redactor, scheme = 'https'): void {
  if (!new RegExp(`^${scheme === 'https' ? 'https?' : scheme}://`).test(base) || !URL.canParse(base)) {
    throw new ConfigError(`${service}: the address must be a full URL: ${scheme}://host/path`, { service });
  }
  const { username, password } = new URL(base);
  if (!username && !password) return;
  const login = loginIn(base) ?? { username, password };
  redactor.addBasic(login.username, login.password);
  throw new ConfigError(
    `${service}: leave the name and password out of the address, and give them as \`auth\``,
    { service },
  );
}

function runnerFrom(context: ServiceContext): Runner {
  context.redactor.addHeaders(context.options.headers);
  const run = <In, Out>(endpoint: Endpoint<In, Out>, input: In, options?: CallOptions) =>
    execute(context, endpoint, input, options);
  return Object.assign(run, {
    context,
    pages: <In, Item>(endpoint: PagedEndpoint<In, Item>, input: In, options?: CallOptions) =>
      new Pager<Item>(pageLoader(context, endpoint, input, options), options?.signal),
    download: <In>(
      endpoint: Endpoint<In, Download>,
      input: In,
      options: DownloadOptions,
      expected?: ExpectedFile,
      digests?: readonly DigestName[],
    ) => {
      const { destination: _a, overwrite: _b, onProgress: _c, ...call } = options;
      return execute(context, endpoint, input, call, new FileSink(options, expected, digests));
    },
    inputError: (operation: string, issues: readonly Issue[]) =>
      new InputError(context.redactor.scrubValue([...issues]), { service: context.service, operation }),
    with(defaults: CallDefaults) {
      checkDefaults(defaults, context.service);
      return runnerFrom({ ...context, options: { ...context.options, ...defaults } });
    },
    at(bases: Readonly<Record<string, string>>) {
      for (const base of Object.values(bases)) checkBase(context.service, base, context.redactor);
      return runnerFrom({ ...context, bases: { ...context.bases, ...bases } });
    },
    gated: (gate: Gate) => runnerFrom({ ...context, gate }),
    close: () => context.transport.close(),
  });
}
