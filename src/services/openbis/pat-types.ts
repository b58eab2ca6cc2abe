import type { OpenBisPageQuery } from './query-types.ts';
import type { OpenBisPerson } from './types.ts';

/** A new personal access token. */
export interface NewOpenBisToken {
  /** What it is for. Tokens of one name share a session on the server. */
  sessionName: string;
  /** Default: now. A Date, or milliseconds since 1970. */
  validFrom?: Date | number;
  /** Default: as long as the server allows. A later date is shortened by the server: see `validTo` of the result. */
  validTo?: Date | number;
}

/** Which tokens to list. */
export interface OpenBisTokenQuery extends OpenBisPageQuery {
  /** Exactly this name. */
  sessionName?: string;
}

/** As the wire gives it. */
export interface OpenBisTokenRecord {
  permId: string;
  sessionName: string;
  validFromDate?: number | null;
  validToDate?: number | null;
  accessDate?: number | null;
  registrationDate?: number | null;
  owner?: OpenBisPerson | null;
}
