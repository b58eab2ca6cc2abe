/** One version of one part of a repository's interface, asked for by an Accept header. */
export interface Dialect {
  readonly accept: string;
  /** The media type without its version: a server that does not know it knows none of its versions. */
  readonly type: string;
  /** `1.1`; compare with {@link isSince}. */
  readonly version: string;
  /** Parts of one server are of the same era: what one part was found to speak, the others are asked for first. */
  readonly era: string;
}

/** What a server did not understand: the media type, or only this version of it. */
export type Misunderstood = 'type' | 'version';

/** What a versioned service says about itself once. */
export interface DialectPlan {
  /** By part, the newest first. */
  readonly ladders: Readonly<Record<string, readonly Dialect[]>>;
  /** Reads a 406; undefined: it means something else. */
  misunderstood(text: string): Misunderstood | undefined;
}

/** For operations that are not versioned. */
export const NO_DIALECT: Dialect = { accept: '', type: '', version: '', era: '' };

/** What each part of a server was found to speak; all calls of a client share it. */
export class Dialects {
  readonly #found = new Map<string, Dialect>();
  #era: string | undefined;

  constructor(private readonly plan: DialectPlan) {}

  /** What to ask for now. */
  current(part: string): Dialect {
    const ladder = this.plan.ladders[part] ?? [];
    return this.#found.get(part) ?? ladder.find(({ era }) => era === this.#era) ?? ladder[0] ?? NO_DIALECT;
  }

  /**
   * What to ask for instead after this answer. A server looks at the version before anything else, so that nothing has
   * happened yet. `tried` is what one call has asked for so far. Undefined: this answer stands.
   */
  instead(
    part: string,
    text: string,
    asked: Dialect,
    tried: Map<Dialect, Misunderstood>,
  ): Dialect | undefined {
    const why = this.plan.misunderstood(text);
    if (why === undefined) return undefined;
    tried.set(asked, why);
    const unknown = new Set([...tried].filter(([, reason]) => reason === 'type').map(([{ type }]) => type));
    const left = (this.plan.ladders[part] ?? []).filter((one) => !tried.has(one) && !unknown.has(one.type));
    // A type that is known is worth its other versions first.
    const next = (why === 'version' ? left.find(({ type }) => type === asked.type) : undefined) ?? left[0];
    if (next) {
      this.#found.set(part, next);
      this.#era = next.era;
    } else {
      this.#found.delete(part);
      this.#era = undefined;
    }
    return next;
  }
}

/** Compares versions number by number: 0.14.1 comes before 1.0. */
export function isSince({ version }: Dialect, wanted: string): boolean {
  const [a, b] = [version, wanted].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(a?.length ?? 0, b?.length ?? 0); i += 1) {
    const difference = (a?.[i] ?? 0) - (b?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
