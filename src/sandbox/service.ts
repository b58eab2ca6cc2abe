import type { Answer, Refusal, Rule } from './answer.ts';
import type { SandboxClock } from './clock.ts';
import type { Files } from './files.ts';
import type { Ids } from './ids.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Call, Mismatch, Route } from './routes.ts';
import type { Scrubber } from './scrub.ts';
import type { Settings } from './settings.ts';

/** What every emulated service is given; one per sandbox. */
export interface Context {
  readonly clock: SandboxClock;
  readonly ids: Ids;
  readonly lifecycle: Lifecycle;
  readonly scrubber: Scrubber;
  /** For bodies too large for memory. */
  readonly files: Files;
  readonly rules: 'documented' | 'strict';
  readonly settings: Settings;
  /** Tokens that count as expired whatever they say. */
  readonly expired: Set<string>;
}

/** One emulated service. */
export interface Service {
  readonly name: string;
  /** Its paths begin with one of these. */
  readonly prefixes: readonly string[];
  /** True: a slash at the end of a path makes it another path. Default: such a slash is not looked at. */
  readonly exactPaths?: boolean;
  readonly routes: readonly Route[];
  readonly rules: readonly Rule[];
  /** Fields of its answers that hold a word from a fixed list. */
  readonly enumFields: readonly string[];
  /** Looks at a request before any route does; an answer ends it there. */
  guard?(call: Call): Answer | undefined;
  /** Path and Accept as the service's own rules of content negotiation see them. */
  negotiated?(
    path: string,
    query: URLSearchParams,
    accept: string | null,
  ): { path: string; accept: string | null };
  /** The answer to a request that none of its routes took; null: no route knows the path. */
  unrouted(call: Call, mismatch: Mismatch | null): Answer;
  /** The answer that a refusal becomes. */
  refused(call: Call, refusal: Refusal): Answer;
  /** The token a request carries elsewhere than in its Authorization header. */
  tokenOf?(call: Call): string | undefined;
  /** Its usual error body, for injected statuses. */
  error(call: Call, status: number): Answer;
  /** Headers that all its answers carry. */
  readonly headers?: Readonly<Record<string, string>>;
  snapshot(): unknown;
  restore(state: unknown): void;
}
