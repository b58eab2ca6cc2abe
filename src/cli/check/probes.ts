import type { ClientConfig, Repositories } from '../../client.ts';
import type { CallOptions } from '../../core/options.ts';

/** How to find out whether a repository is there, and knows us. */
export interface Probe {
  service: 'biosamples' | 'ena' | 'usi';
  /** Settings without which nothing can be asked; empty: it is configured. */
  missing(config: ClientConfig): readonly string[];
  /** Settings without which we are nobody there. */
  login(config: ClientConfig): readonly string[];
  /** The answer shows that the login was accepted. */
  proves(config: ClientConfig): boolean;
  /** Where calls would go, and as whom. Sends nothing. */
  target(repos: Repositories): { baseUrl: string; environment: string; account: string };
  /** A small question that only a known account gets an answer to, where there is such a one. */
  ask(repos: Repositories, call: CallOptions): Promise<unknown>;
}

const webin = ({ webin: account }: ClientConfig): readonly string[] =>
  account ? [] : ['WEBIN_USERNAME', 'WEBIN_PASSWORD'];

export const PROBES: readonly Probe[] = [
  {
    service: 'biosamples',
    missing: () => [],
    login: webin,
    // Its reads take no notice of a bad token; but a password has been exchanged for a token by then.
    proves: ({ webin: account }) => account?.token === undefined,
    target: ({ biosamples }) => biosamples.samples.createMany([]).summary.target,
    ask: ({ biosamples }, call) => biosamples.samples.search({ size: 1 }, call).first(),
  },
  {
    service: 'ena',
    missing: webin,
    login: webin,
    proves: () => true,
    target: ({ ena }) => ena.submissions.createMany([]).summary.target,
    // Whether there is such a sample does not matter.
    ask: ({ ena }, call) => ena.reports.samples.get('ERS0000001', call),
  },
  {
    service: 'usi',
    missing: ({ usi, aap }) => [
      ...(usi?.url ? [] : ['USI_URL']),
      ...(aap?.url || aap?.token ? [] : ['AAP_URL']),
    ],
    login: ({ aap }) => (aap?.username || aap?.token ? [] : ['AAP_USERNAME', 'AAP_PASSWORD']),
    proves: () => true,
    target: ({ usi }) => usi.samples.createMany('any', []).summary.target,
    ask: ({ usi }, call) => usi.teams.list({ size: 1 }, call).first(),
  },
];
