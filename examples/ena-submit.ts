/**
 * ENA's page "Programmatic Submission", step by step, with documents as objects.
 *
 *     npx accession sandbox exec -- npx tsx examples/ena-submit.ts
 *
 * or, with WEBIN_USERNAME and WEBIN_PASSWORD set, against the test service, which forgets everything at night.
 */
import { add, createClient, fromEnv, InputError, RejectedError } from 'accession';

const { ena } = createClient(fromEnv());

/** Aliases are used once, for ever: a lab book's number is a better one. */
const round = Date.now().toString(36);
const day = (inDays: number) => new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10);

const project = {
  alias: `lagoon-${round}`,
  name: 'Lagoon microbes',
  title: 'Microbial communities of a brackish lagoon over one year',
  description: 'Water was filtered once a month at three stations of the lagoon and sequenced.',
  links: [{ xrefLink: { db: 'PUBMED', id: '25035323' } }],
};
const sample = {
  alias: `lagoon-water-${round}`,
  title: 'Lagoon water, station 1, May',
  organism: { taxonId: '9606' },
  attributes: [
    { tag: 'collection date', value: '2024-05-14' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
    { tag: 'geographic location (latitude)', value: '58.97', unit: 'DD' },
    { tag: 'geographic location (longitude)', value: '5.73', unit: 'DD' },
  ],
};

// What cannot be meant is told before anything is sent …
try {
  await ena.submissions.submit(add({ samples: [sample] }, { hold: day(3 * 365) }));
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  console.log(error.message);
}
// … and what ENA refuses, in its own words, with the place in the document.
try {
  await ena.submissions.submit(add({ samples: [{ ...sample, attributes: [] }] }));
} catch (error) {
  if (!(error instanceof RejectedError)) throw error;
  console.log(error.issues[0]?.path, error.issues[0]?.message);
}

// Would it be taken? Stores nothing.
const document = add({ projects: [project], samples: [sample] }, { hold: day(365) });
console.log('valid:', (await ena.submissions.validate(document)).valid);

// The synchronous endpoint: a project and a sample in one document, private for a year.
const receipt = await ena.submissions.submit(document);
console.log(receipt.messages?.info?.join('\n'));
console.log(String(receipt.accessions));

// The same document once more: ENA knows it, and the receipt is that of the first time.
const again = await ena.submissions.submit(document);
console.log('again:', again.submission?.accession === receipt.submission?.accession);

// The asynchronous endpoint. What enqueue gives is plain data: save it, and wait in another process.
const queued = await ena.submissions.enqueue(
  add({ samples: [{ ...sample, alias: `lagoon-june-${round}` }] }, { hold: day(365) }),
);
const saved = JSON.stringify(queued);
const later = await ena.submissions.waitUntil(JSON.parse(saved), {
  pollMs: 500,
  onProgress: ({ state, waitedMs }) => console.log(state, `${Math.round(waitedMs / 1000)} s`),
});
console.log('queued and stored:', later.accessions.size);

// Another release date; a change; and out into the open.
const study = receipt.accessions.get(project.alias) ?? '';
await ena.submissions.hold(study, day(90));
await ena.projects.patch(study, { name: 'Microbes of the lagoon' });
await ena.submissions.release(study);
const [row] = await ena.reports.projects.get(study);
console.log('released:', row?.releaseStatus);
