import { type Environment, type WebinAccount, webin } from './accounts/webin.ts';
import type { CredentialSource } from './core/auth/credential.ts';
import type { ServiceOptions } from './core/http/context.ts';
import { createTransport } from './core/http/runner.ts';
import type { CallDefaults } from './core/options.ts';
import { Redactor } from './core/redact.ts';
import { BioSamples, type BioSamplesOptions } from './services/biosamples/client.ts';

/** Settings for all repositories at once; those of a single one take precedence. Plain data where possible. */
export interface ClientConfig extends Omit<ServiceOptions, 'auth'> {
  /** Default `test`. Production has to be asked for by name. */
  environment?: Environment;
  /** The Webin account, for BioSamples and ENA. */
  webin?: WebinAccount;
  biosamples?: BioSamplesOptions;
}

/** All repositories behind one door. Each client is made on first use. */
export interface Repositories {
  readonly biosamples: BioSamples;
  /** The same clients with other defaults for their calls. */
  with(defaults: CallDefaults): Repositories;
  /** Closes idle connections. */
  close(): void;
}

/**
 * Makes the clients of all repositories from one configuration: {@link fromEnv}, the `config` of a sandbox, or your
 * own. Nothing is sent, and nothing is made, before it is used.
 * @throws ConfigError on first use of a repository whose settings are missing or wrong
 */
export function createClient(config: ClientConfig = {}): Repositories {
  const { environment = 'test', webin: account, biosamples, ...common } = config;
  const redactor = config.redactor ?? new Redactor();
  const transport = config.transport ?? createTransport(config, redactor);
  let webinAuth: CredentialSource | undefined;

  const optionsFor = <T extends ServiceOptions & { environment?: Environment }>(
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
  const webinOf = (): CredentialSource | undefined => {
    if (account) webinAuth ??= webin({ environment, ...account });
    return webinAuth;
  };

  return repositories({
    biosamples: () => {
      const auth = biosamples?.auth ?? webinOf();
      return new BioSamples({ ...optionsFor(biosamples), ...(auth && { auth }) });
    },
  });
}

type Makers = { [K in keyof Omit<Repositories, 'with' | 'close'>]: () => Repositories[K] };

function repositories(makers: Makers): Repositories {
  const made = new Map<string, { close(): void }>();
  const once = <T extends { close(): void }>(name: string, make: () => T): T => {
    if (!made.has(name)) made.set(name, make());
    return made.get(name) as T;
  };
  const all: Repositories = {
    get biosamples() {
      return once('biosamples', makers.biosamples);
    },
    with: (defaults) => repositories({ biosamples: () => all.biosamples.with(defaults) }),
    close() {
      for (const client of made.values()) client.close();
    },
  };
  return all;
}
