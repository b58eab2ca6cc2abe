import { add, type EnaDocument, type EnaSample } from 'accession';
import { range, type Scenario } from './scenario.ts';

/** How a unit is submitted, in turn: each document for itself, through the queue, or one document in parts. */
const WAYS = ['many', 'queue', 'parts'] as const;
const wayOf = (n: number): (typeof WAYS)[number] => WAYS[n % WAYS.length] ?? 'many';

const DOCUMENTS = { many: 12, queue: 3, parts: 4 } as const;
const SAMPLES_IN_EACH = 3;
const HOLD = '2026-11-30';
const LATER = '2027-06-30';

const documentAlias = (n: number, d: number): string => `soak ${n} document ${d}`;
const sampleAlias = (n: number, d: number, s: number): string => `soak ${n} sheep ${d}-${s}`;

const sheep = (alias: string): EnaSample => ({
  alias,
  title: alias,
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
});
const samplesOf = (n: number, d: number): EnaSample[] =>
  range(SAMPLES_IN_EACH).map((s) => sheep(sampleAlias(n, d, s)));
const documentsOf = (n: number): EnaDocument[] =>
  range(DOCUMENTS[wayOf(n)]).map((d) =>
    add({ samples: samplesOf(n, d) }, { hold: HOLD, alias: documentAlias(n, d) }),
  );

const sampleLine = (alias: string, holdUntil: string | null): string => `sample ${alias}, until ${holdUntil}`;
const submissionLine = (alias: string, objects: number): string =>
  `submission ${alias} of ${objects} objects`;
/** The part of a document that has the samples of `d`. */
const partAlias = (n: number, d: number): string => `${documentAlias(n, 0)}-part-${d + 1}`;

/** Documents are submitted at once, through the queue, and in parts; one sample of each unit is kept private for longer. */
export const ena: Scenario = {
  share: 0.15,
  requestsPerUnit: 36,
  async carryOut({ ena: { submissions, reports } }, unit) {
    const { n, concurrency } = unit;
    const journal = unit.file('journal.ndjson');
    if (wayOf(n) === 'many')
      await submissions.createMany(documentsOf(n), { journal, concurrency }).done({ orThrow: true });
    else if (wayOf(n) === 'queue')
      for (const document of documentsOf(n))
        await submissions.submit(document, { mode: 'queue', pollMs: 500 });
    else {
      const samples = range(DOCUMENTS.parts).flatMap((d) => samplesOf(n, d));
      const actions = [{ type: 'ADD' as const }, { type: 'HOLD' as const, holdUntilDate: HOLD }];
      await submissions.submitInParts(
        { submission: { alias: documentAlias(n, 0), actions }, samples },
        { journal, partObjects: SAMPLES_IN_EACH },
      );
    }
    const [first] = await reports.samples.get(sampleAlias(n, 0, 0));
    await submissions.hold(first?.id ?? '', LATER);
  },
  expected: (n) =>
    range(DOCUMENTS[wayOf(n)]).flatMap((d) => [
      submissionLine(wayOf(n) === 'parts' ? partAlias(n, d) : documentAlias(n, d), SAMPLES_IN_EACH),
      ...range(SAMPLES_IN_EACH).map((s) => sampleLine(sampleAlias(n, d, s), d + s === 0 ? LATER : HOLD)),
    ]),
  stored: ({ state }) => [
    ...state.ena.objects.list('sample').map(({ alias, holdUntil }) => sampleLine(alias, holdUntil)),
    ...state.ena.submissions.list().map(({ alias, objects }) => submissionLine(alias, objects.length)),
  ],
  references: ({ state }) =>
    new Map(state.ena.submissions.list().map(({ accession, alias }) => [accession, alias])),
};
