import type { Told } from '../explain-error.ts';

/** What was found out about one repository. */
export interface Finding {
  service: string;
  configured: boolean;
  /** Settings that are not set, without which it is not configured, or nobody is logged in. */
  missing: readonly string[];
  environment?: string;
  url?: string;
  account?: string;
  /** Undefined: it could not be found out. */
  reachable?: boolean;
  authorised?: boolean;
  /** What the server speaks, where it tells: `20.10.7, API 3.6`. */
  version?: string;
  /** ISO 8601. */
  tokenExpiresAt?: string;
  error?: Omit<Told, 'exitCode'>;
}

/** What the answer to a small question told. */
export type Learned = Pick<Finding, 'account' | 'version' | 'tokenExpiresAt'>;
