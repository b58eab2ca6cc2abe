import type { OpenBisPerson } from './types.ts';

/** Who is logged in. */
export interface OpenBisSessionInformation {
  userName: string;
  /** Code of the user's home space. */
  homeGroupCode?: string | null;
  /** True: by a personal access token. */
  personalAccessTokenSession?: boolean | null;
  /** The name under which that token was made. */
  personalAccessTokenSessionName?: string | null;
  person?: OpenBisPerson | null;
  /** Who logged in as this person, where that is somebody else. */
  creatorPerson?: OpenBisPerson | null;
}

/** What a server says of itself. All values are texts, also numbers, `true` and `false`. */
export interface OpenBisServerInformation {
  /** Of the V3 API: `3.6`. */
  'api-version'?: string | null;
  /** `20.10.7` */
  'openbis-version'?: string | null;
  /** `true`: objects may belong to a project directly. */
  'project-samples-enabled'?: string | null;
  'personal-access-tokens-enabled'?: string | null;
  /** Seconds. */
  'personal-access-tokens-max-validity-period'?: string | null;
  /** Seconds before its end at which a token should be replaced. */
  'personal-access-tokens-validity-warning-period'?: string | null;
  'archiving-configured'?: string | null;
  /** `eln-lims, …` */
  'enabled-technologies'?: string | null;
  [key: string]: string | null | undefined;
}
