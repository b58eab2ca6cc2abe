import type { NewSample, Relationship } from '../../index.ts';
import type { Entry } from '../records/entry.ts';
import type { Mapping } from '../records/mapping.ts';
import { type Format, openRecords } from '../records/open.ts';
import { isStdin } from '../table/text.ts';
import { IS_ACCESSION } from './table.ts';

/**
 * Who is who in a file whose samples refer to each other by name. Found out before anything else, since a child may stand
 * before its parent, and a parent may have its accession already.
 */
export class Relatives {
  /** How often each name is there that somebody refers to. */
  readonly #named = new Map<string, number>();
  /** Accessions by name, of those that have theirs. */
  readonly #known = new Map<string, string>();

  private constructor() {}

  static async in(
    file: string,
    format: Format,
    mappingWith: (isNamed: (name: string) => boolean) => Mapping<NewSample>,
  ): Promise<Relatives> {
    const relatives = new Relatives();
    // What comes through a pipe can be read only once.
    if (isStdin(file)) return relatives;
    const entries = async () =>
      (
        await openRecords(
          file,
          format,
          mappingWith(() => true),
        )
      ).entries;
    const meant = new Set<string>();
    for await (const { reading } of await entries())
      if ('item' in reading) for (const name of namesIn(reading.item)) meant.add(name);
    if (meant.size > 0) for await (const entry of await entries()) relatives.#meet(entry, meant);
    return relatives;
  }

  /** Some refer to others of the same file, so that all are stored together. */
  get together(): boolean {
    return this.#named.size > 0;
  }

  isNamed = (name: string): boolean => this.#named.has(name);

  /** With accessions where they are known. */
  resolved(sample: NewSample): NewSample {
    if (this.#known.size === 0 || !Array.isArray(sample.relationships)) return sample;
    const accessionOf = (name: string) => this.#known.get(name) ?? name;
    const relationships = sample.relationships.map(
      (one): Relationship => ({
        ...one,
        ...(one.source && { source: accessionOf(one.source) }),
        target: accessionOf(one.target),
      }),
    );
    return { ...sample, relationships };
  }

  /**
   * What is wrong with how they refer to each other: one entry for each sample, empty where nothing is. A sample that
   * refers to one that cannot be sent cannot be sent either; `refused` says which those are from the beginning.
   */
  problemsOf(samples: readonly NewSample[], refused: ReadonlySet<number> = new Set()): string[][] {
    const lost = new Set(refused);
    const problems = samples.map((sample, index) => {
      const name = String(sample.name);
      const count = this.#named.get(name) ?? 1;
      const found = [
        ...(count > 1 ? [`"${name}" is the name of ${count} samples, and others refer to it`] : []),
        ...(namesIn(sample).includes(name) ? [`"${name}" refers to itself`] : []),
      ];
      if (found.length > 0) lost.add(index);
      return found;
    });
    for (let before = -1; before !== lost.size; ) {
      before = lost.size;
      const there = new Set(samples.flatMap(({ name }, index) => (lost.has(index) ? [] : [name])));
      for (const [index, sample] of samples.entries()) {
        if (lost.has(index)) continue;
        const missing = namesIn(this.resolved(sample)).filter((name) => !there.has(name));
        if (missing.length === 0) continue;
        lost.add(index);
        problems[index]?.push(
          `refers to ${missing.map((name) => `"${name}"`).join(', ')}: neither an accession nor a sample of this file that can be sent`,
        );
      }
    }
    return problems;
  }

  #meet({ reading }: Entry<NewSample>, meant: ReadonlySet<string>): void {
    const has = 'has' in reading ? reading : undefined;
    const name = has ? has.key : 'item' in reading ? reading.item.name : undefined;
    if (typeof name !== 'string' || !meant.has(name)) return;
    this.#named.set(name, (this.#named.get(name) ?? 0) + 1);
    if (has) this.#known.set(name, has.has);
  }
}

/** What a sample calls others by that is no accession. */
const namesIn = ({ relationships }: NewSample): string[] =>
  (Array.isArray(relationships) ? relationships : []).flatMap(({ source, target }) =>
    [source, target].filter(
      (name): name is string => typeof name === 'string' && name !== '' && !IS_ACCESSION.test(name),
    ),
  );
