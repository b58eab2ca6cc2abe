// Run by ena-trouble.test.ts, which kills it in the middle: `submit`, `queue` or `modify` of the one sample `s1`.
import { add, createClient, fromEnv } from 'accession';

const { ena } = createClient(fromEnv());
const sample = {
  alias: 's1',
  title: 'sheep s1',
  organism: { taxonId: 9940 },
  attributes: [
    { tag: 'collection date', value: '2020-05-01' },
    { tag: 'geographic location (country and/or sea)', value: 'Norway' },
  ],
};
const document = add({ samples: [sample] }, { hold: true });

const receipt =
  process.argv[2] === 'modify'
    ? await ena.samples.update(sample)
    : await ena.submissions.submit(document, {
        mode: process.argv[2] === 'queue' ? 'queue' : 'sync',
        pollMs: 50,
      });
console.log('done', receipt.accessions.get('s1'));
