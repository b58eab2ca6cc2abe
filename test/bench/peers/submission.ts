/** A submission to USI: samples created, validated, their status and errors read, handed in. */
import { aap, type NewUsiSample, Usi } from 'accession/usi';
import { compete } from './measure.ts';

interface Settings {
  AAP_URL: string;
  AAP_USERNAME: string;
  AAP_PASSWORD: string;
  USI_URL: string;
  samples: number;
  concurrency: number;
}

const TEAM = 'subs.test-team-1';

function* sheep(count: number): Generator<NewUsiSample> {
  for (let n = 0; n < count; n += 1) {
    yield {
      alias: `sheep_${n}`,
      title: `Sheep ${n}`,
      releaseDate: '2018-06-19',
      taxonId: 9940,
      taxon: 'Ovis aries',
      attributes: { material: [{ value: 'organism' }], project: [{ value: 'A flock' }] },
      sampleRelationships: [],
    };
  }
}

await compete<Settings>(async (settings) => {
  const {
    AAP_URL,
    AAP_USERNAME: username,
    AAP_PASSWORD: password,
    USI_URL: url,
    samples,
    concurrency,
  } = settings;
  const usi = new Usi({ url, auth: aap({ username, password, url: AAP_URL }) });
  return async () => {
    const draft = await usi.submissions.create(TEAM);
    await usi.samples.createMany(draft, sheep(samples), { concurrency }).done({ orThrow: true });
    const status = await usi.submissions.status(draft);
    const errors = await usi.submissions.errors(draft);
    if (status.samples !== samples || errors.withErrors + errors.pending > 0)
      throw new Error('it is not as it should be');
    await usi.submissions.finalize(draft);
    return { units: samples };
  };
});
