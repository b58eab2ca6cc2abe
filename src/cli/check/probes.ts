import type { ClientConfig, Repositories } from '../../client.ts';
import type { CallOptions } from '../../core/options.ts';
import { askOpenBis } from './ask-openbis.ts';
import { askSodar } from './ask-sodar.ts';
import type { Learned } from './finding.ts';

/** How to find out whether a repository is there, and knows us. */
export interface Probe {
  service: 'biosamples' | 'ena' | 'usi' | 'openbis' | 'sodar';
  /** Settings without which nothing can be asked; empty: it is configured. */
  missing(config: ClientConfig): readonly string[];
  /** Settings without which we are nobody there. */
  login(config: ClientConfig): readonly string[];
  /** The answer shows that the login was accepted. */
  proves(config: ClientConfig): boolean;
  /** Where calls would go, and as whom. Sends nothing. */
  target(
    repos: Repositories,
    config: ClientConfig,
  ): { baseUrl: string; environment: string; account: string };
  /**
   * A small question that only a known account gets an answer to, where there is such a one. Gives what the answer says of
   * the server and of us.
   */
  ask(repos: Repositories, call: CallOptions, config: ClientConfig): Promise<Learned>;
}

/** Asks only whether there is an answer. */
const nothingOf = async (answer: Promise<unknown>): Promise<Learned> => {
  await answer;
  return {};
};

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
    ask: ({ biosamples }, call) => nothingOf(biosamples.samples.search({ size: 1 }, call).first()),
  },
  {
    service: 'ena',
    missing: webin,
    login: webin,
    proves: () => true,
    target: ({ ena }) => ena.submissions.createMany([]).summary.target,
    // Whether there is such a sample does not matter.
    ask: ({ ena }, call) => nothingOf(ena.reports.samples.get('ERS0000001', call)),
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
    ask: ({ usi }, call) => nothingOf(usi.teams.list({ size: 1 }, call).first()),
  },
  {
    service: 'openbis',
    missing: ({ openbis }) => (openbis?.url ? [] : ['OPENBIS_URL']),
    login: ({ openbis }) =>
      openbis?.token || openbis?.username ? [] : ['OPENBIS_USERNAME', 'OPENBIS_PASSWORD'],
    proves: () => true,
    target: ({ openbis }) => openbis.objects.createMany([]).summary.target,
    ask: askOpenBis,
  },
  {
    service: 'sodar',
    // It tells nobody anything who has no login.
    missing: ({ sodar }) => [
      ...(sodar?.url ? [] : ['SODAR_URL']),
      ...(sodar?.token || (sodar?.username && sodar.password) ? [] : ['SODAR_API_TOKEN']),
    ],
    login: () => [],
    proves: () => true,
    target: (_, { environment = 'test', sodar }) => ({ baseUrl: sodar?.url ?? '', environment, account: '' }),
    ask: askSodar,
  },
];
