import { type ClientConfig, createClient } from '../../client.ts';
import { ConfigError, Forbidden, Unauthenticated } from '../../core/errors/index.ts';
import { aap, webin } from '../../index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { told } from '../explain-error.ts';
import { Output } from '../output.ts';
import { isProduction } from '../settings/settings.ts';
import { type Context, command } from '../spec.ts';
import { UserError } from '../user-error.ts';
import type { Finding } from './finding.ts';
import { PROBES, type Probe } from './probes.ts';
import { rowsOf } from './show.ts';
import { watchToken } from './watch-token.ts';

/** Somebody waits at the terminal. */
const TIMEOUT_MS = 20_000;

export const check = command<object>({
  name: 'check',
  summary: 'Which repositories are configured, can be reached, and know you',
  arguments: [{ name: '[service...]', description: PROBES.map(({ service }) => service).join(', ') }],
  options: [],
  writes: false,
  more: [
    'Sends small questions only, of SODAR also to its WebDAV server. Exit code 0: everything that is configured works.',
  ],
  async run(context): Promise<ExitCode> {
    const { args, flags, log, config } = context;
    const unknown = args.filter((name) => !PROBES.some(({ service }) => service === name));
    if (unknown.length > 0) {
      throw new UserError(
        `there is no service "${unknown[0]}"`,
        `There are ${PROBES.map(({ service }) => service).join(', ')}.`,
      );
    }
    const asked = PROBES.filter(({ service }) => args.length === 0 || args.includes(service));
    const results = await Promise.all(asked.map((probe) => examine(context, probe)));
    const output = Output.stdout();
    if (flags.json) {
      for (const { finding } of results) await output.json(finding);
    } else await output.write(rowsOf(results.map(({ finding }) => finding)));
    for (const { finding } of results) {
      const { service, error, configured, missing } = finding;
      if (error) log.warn(`${service}: ${error.message}${error.hint ? `\n  what to do: ${error.hint}` : ''}`);
      else if (!configured && args.length > 0)
        log.warn(`${service}: not configured: ${missing.join(', ')} not set`);
    }
    if (isProduction(config)) log.say('this is production: what is written there is for good');
    const wanted = args.length > 0;
    const codes = results.map(({ finding, exitCode }) =>
      finding.configured || wanted ? exitCode : EXIT.done,
    );
    return Math.max(...codes) as ExitCode;
  },
});

async function examine(
  context: Context<object>,
  probe: Probe,
): Promise<{ finding: Finding; exitCode: ExitCode }> {
  const { config, redactor, interrupt } = context;
  const { service } = probe;
  const missing = probe.missing(config);
  if (missing.length > 0) return { finding: { service, configured: false, missing }, exitCode: EXIT.input };
  const { watched, expiresAt } = watching(config);
  const repos = createClient({ ...watched, redactor });
  const finding: Finding = { service, configured: true, missing: probe.login(config) };
  try {
    const { baseUrl, environment, account } = probe.target(repos, config);
    Object.assign(finding, { environment, url: redactor.scrubUrl(baseUrl), ...(account && { account }) });
    const call = { signal: interrupt.signal, retries: 0, timeoutMs: TIMEOUT_MS };
    Object.assign(finding, await probe.ask(repos, call, config), { reachable: true });
    if (finding.missing.length === 0 && probe.proves(config)) finding.authorised = true;
    const until = expiresAt(service);
    if (until === undefined) return { finding, exitCode: EXIT.done };
    finding.tokenExpiresAt = new Date(until).toISOString();
    if (until > Date.now()) return { finding, exitCode: EXIT.done };
    finding.authorised = false;
    finding.error = {
      code: 'unauthenticated',
      message: `the token ended at ${finding.tokenExpiresAt}`,
      hint: 'Get another one, or set a name and a password instead: then it is renewed by itself.',
    };
    return { finding, exitCode: EXIT.login };
  } catch (error) {
    const { exitCode, ...shown } = told(error);
    finding.error = shown;
    if (error instanceof ConfigError) finding.configured = false;
    else if (error instanceof Unauthenticated || error instanceof Forbidden) {
      Object.assign(finding, { reachable: true, authorised: false });
    } else finding.reachable = false;
    return { finding, exitCode };
  } finally {
    repos.close();
  }
}

/** The same configuration, with tokens that can be looked at. ENA takes the password itself. */
function watching(config: ClientConfig): {
  watched: ClientConfig;
  expiresAt(service: string): number | undefined;
} {
  const { environment = 'test', webin: webinAccount, aap: aapAccount } = config;
  const forBioSamples = webinAccount && watchToken(webin({ environment, ...webinAccount }));
  const hasLogin = aapAccount?.username || aapAccount?.token;
  const forUsi = aapAccount && hasLogin ? watchToken(aap(aapAccount)) : undefined;
  return {
    watched: {
      ...config,
      ...(forBioSamples && { biosamples: { ...config.biosamples, auth: forBioSamples.source } }),
      ...(forUsi && { usi: { ...config.usi, auth: forUsi.source } }),
    },
    expiresAt: (service) =>
      service === 'biosamples'
        ? forBioSamples?.expiresAt()
        : service === 'usi'
          ? forUsi?.expiresAt()
          : undefined,
  };
}
