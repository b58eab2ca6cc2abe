import type { IsaTable } from '../../index.ts';
import { UserError } from '../user-error.ts';

/** Whose words they are. A factor is what the study changes on the sample. */
export type Owner = 'source' | 'sample' | 'factor';

/** A column that says something of a sample or of what it was taken from. */
export interface Attribute {
  owner: Owner;
  /** `organism`, of `Characteristics[organism]`. */
  name: string;
  /** The heading, for messages. */
  heading: string;
  at: number;
  unitAt?: number;
  sourceRefAt?: number;
  accessionAt?: number;
}

/** Where everything stands in a study table. */
export interface StudyColumns {
  sampleAt: number;
  attributes: readonly Attribute[];
  /** `Comment[…]` columns of the sample, by what stands in the brackets. */
  comments: ReadonlyMap<string, number>;
  /** The column before which the last one of the sample stands. */
  sampleEnd: number;
}

const BRACKETS = /^(Characteristics|Factor Value|Comment)\s*\[(.+?)\]/i;
/** Another material, a file or a step begins. */
const NEXT = /(?: Name| File| REF)$/i;
const TERM_SOURCE = /^Term Source REF$/i;
const TERM_ACCESSION = /^Term Accession Number$/i;

/** @throws UserError there is no column of samples, or there are several */
export function columnsOf(table: IsaTable, file: string): StudyColumns {
  const headings = table.headers.map((heading) => heading.trim());
  const places = headings.flatMap((heading, at) => (/^Sample Name$/i.test(heading) ? [at] : []));
  const [sampleAt, second] = places;
  if (sampleAt === undefined) throw new UserError(`${file} has no column "Sample Name"`);
  if (second !== undefined) {
    throw new UserError(
      `${file} has ${places.length} columns "Sample Name"`,
      'Which of them are the samples cannot be told: keep one in a study table.',
    );
  }
  const attributes: Attribute[] = [];
  const comments = new Map<string, number>();
  let owner: 'source' | 'sample' | undefined;
  /** What the columns of units and terms belong to. */
  let last: Attribute | undefined;
  let sampleEnd = headings.length;
  for (const [at, heading] of headings.entries()) {
    if (TERM_SOURCE.test(heading) || TERM_ACCESSION.test(heading)) {
      // Behind a unit they are the terms of the unit.
      if (last && last.unitAt === undefined)
        last[TERM_SOURCE.test(heading) ? 'sourceRefAt' : 'accessionAt'] ??= at;
      continue;
    }
    if (/^Unit$/i.test(heading)) {
      if (last) last.unitAt ??= at;
      continue;
    }
    last = undefined;
    const [, kind = '', inside = ''] = BRACKETS.exec(heading) ?? [];
    const name = /^Material Type$/i.test(heading) ? 'material type' : inside.trim();
    if (/^Comment$/i.test(kind)) {
      if (owner === 'sample') comments.set(name, at);
    } else if (/^Factor/i.test(kind)) {
      last = { owner: 'factor', name, heading, at };
    } else if (owner && name !== '') {
      last = { owner, name, heading, at };
    } else if (NEXT.test(heading)) {
      if (owner === 'sample' && sampleEnd === headings.length) sampleEnd = at;
      owner = at === sampleAt ? 'sample' : /^Source Name$/i.test(heading) ? 'source' : undefined;
    }
    if (last) attributes.push(last);
  }
  return { sampleAt, attributes, comments, sampleEnd };
}
