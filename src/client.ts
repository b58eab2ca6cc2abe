import { type AapAccount, aap } from './accounts/aap.ts';
import { type WebinAccount, webin, webinBasic } from './accounts/webin.ts';
import type { CredentialSource } from './core/auth/credential.ts';
import type { Environment } from './core/environment.ts';
import type { ServiceOptions } from './core/http/context.ts';
import { createTransport } from './core/http/runner.ts';
import { type CallDefaults, checkDefaults, checkDefaultsIn } from './core/options.ts';
import { Redactor } from './core/redact.ts';
import type { ServiceClient } from './core/service-client.ts';
import { BioSamples, type BioSamplesOptions } from './services/biosamples/client.ts';
import { Ena, type EnaOptions } from './services/ena/client.ts';
import { OpenBis, type OpenBisOptions } from './services/openbis/client.ts';
import { Sodar, type SodarOptions } from './services/sodar/client.ts';
import { Usi, type UsiOptions } from './services/usi/client.ts';

/** Settings for all repositories at once; those of a single one take precedence. Plain data where possible. */
export interface ClientConfig extends Omit<ServiceOptions, 'auth'> {
  /** Default `test`. Production has to be asked for by name. */
  environment?: Environment;
  /** The Webin account, for BioSamples and ENA. */
  webin?: WebinAccount;
  biosamples?: BioSamplesOptions;
  ena?: EnaOptions;
  /** The AAP account, for USI. Its `url` has no default: AAP is retired. */
  aap?: AapAccount;
  usi?: UsiOptions;
  /** Its address has no default: every institute has an openBIS of its own. */
  openbis?: OpenBisOptions;
  sodar?: SodarOptions;
}

/** All repositories behind one door. Each client is made on first use. */
export interface Repositories {
  readonly biosamples: BioSamples;
  readonly ena: Ena;
  readonly usi: Usi;
  readonly openbis: OpenBis;
  readonly sodar: Sodar;
  /**
   * The same clients with other defaults for their calls.
   * @throws ConfigError one of them cannot be meant
   */
  with(defaults: CallDefaults): Repositories;
  /** Closes idle connections. Calls under way go on, and the clients can still be used. */
  close(): void;
}

/**
 * Makes the clients of all repositories from one configuration: {@link fromEnv}, the `config` of a sandbox, or your
 * own. Nothing is sent, and nothing is made, before it is used.
 * @throws ConfigError the settings for all repositories are wrong; on first use of a repository, when its own are missing
 *   or wrong
 */
export function createClient(config: ClientConfig = {}): Repositories {
  const {
    environment = 'test',
    webin: account,
    biosamples,
    ena,
    aap: aapAccount,
    usi,
    openbis,
    sodar,
    ...common
  } = config;
  checkDefaultsIn(common);
  const redactor = config.redactor ?? new Redactor();
  const transport = config.transport ?? createTransport(config, redactor);

  const optionsFor = <T extends ServiceOptions & { environment?: string }>(
    own: T | undefined,
  ): ServiceOptions & T => {
    const ownConnection = own?.ca !== undefined || own?.proxy !== undefined;
    return {
      environment,
      ...common,
      redactor,
      ...(!ownConnection && { transport }),
      ...own,
    } as ServiceOptions & T;
  };
  // Without a login there is still the address: accounts can be made without an account.
  const aapOf = (): CredentialSource | undefined => {
    const { username, password, token } = aapAccount ?? {};
    return aapAccount && (username || password || token) ? aap(aapAccount) : undefined;
  };

  return repositories({
    biosamples: () => {
      // The token server of the environment in which the token is used.
      const where = { environment: biosamples?.environment ?? environment };
      const auth = biosamples?.auth ?? (account && webin({ ...where, ...account }));
      return new BioSamples({ ...optionsFor(biosamples), ...(auth && { auth }) });
    },
    ena: () => {
      const auth = ena?.auth ?? (account && webinBasic(account));
      return new Ena({ ...optionsFor(ena), ...(auth && { auth }) });
    },
    usi: () => {
      const auth = usi?.auth ?? aapOf();
      const aapUrl = aapAccount?.url;
      return new Usi({ ...(aapUrl && { aapUrl }), ...optionsFor(usi), ...(auth && { auth }) });
    },
    openbis: () => new OpenBis(optionsFor(openbis)),
    sodar: () => new Sodar(optionsFor(sodar)),
  });
}

type Makers = { [K in keyof Omit<Repositories, 'with' | 'close'>]: () => Repositories[K] };

/** Each client is made when it is first looked at, and kept. */
function repositories(makers: Makers): Repositories {
  const made = new Map<string, ServiceClient>();
  const names = Object.keys(makers) as (keyof Makers)[];
  const client = (name: keyof Makers): ServiceClient => {
    const known = made.get(name) ?? makers[name]();
    made.set(name, known);
    return known;
  };
  const variant = (defaults: CallDefaults): Repositories => {
    checkDefaults(defaults);
    return repositories(
      Object.fromEntries(names.map((name) => [name, () => client(name).with(defaults)])) as Makers,
    );
  };
  const close = () => {
    for (const one of made.values()) one.close();
  };
  const all = { with: variant, close };
  for (const name of names) Object.defineProperty(all, name, { enumerable: true, get: () => client(name) });
  return all as Repositories;
}
