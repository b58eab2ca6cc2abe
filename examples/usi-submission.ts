/**
 * The page of pyUSIrest, step by step: an account, a team, a submission, samples, validation, accessions.
 *
 *     npx accession sandbox exec -- npx tsx examples/usi-submission.ts
 *
 * USI and AAP were retired by EMBL-EBI: without a sandbox this needs an instance of your own (AAP_URL, USI_URL).
 */
import { createClient, fromEnv, type NewUsiSample, RejectedError, splitSamples } from 'accession';

const config = fromEnv();
const { usi: door } = createClient(config);

// Creating an USI user. Needs no account; gives the reference of the new one.
const username = `user-${Date.now()}`;
const password = 'a password that nobody guesses';
const userId = await door.aap.users.create({
  username,
  password,
  email: 'me@example.org',
  name: 'My Name',
  organisation: 'My Institution',
});
console.log('user', userId.slice(0, 4));

// Creating an Auth object: the token is fetched when it is needed, and renewed by itself.
const { usi } = createClient({ ...config, aap: { username, password, url: config.aap?.url ?? '' } });
console.log(String(await usi.aap.token()).replace(/ \d\d:\d\d:\d\d$/, ' …'));

// Creating a team. The centre is mandatory; the token that does not know the team yet is replaced.
const team = await usi.teams.create({ description: 'Your description', centreName: 'My Institution' });

// Add profile to domain: not needed for a new team, and harmless.
const domain = await usi.aap.domains.getByName(team.name);
await usi.aap.profiles.create(domain, { 'centre name': 'My Institution' });

// Adding a user to a team, by the user's own reference.
const me = await usi.aap.users.me();
await usi.aap.domains.addUser(domain, me);

// Create a submission.
const submission = await usi.submissions.create(team);

// Add samples. They refer to each other by alias; the team is filled in.
const animal: NewUsiSample = {
  alias: 'animal_1',
  title: 'A Sample Organism',
  releaseDate: '2018-06-19',
  taxonId: 9940,
  taxon: 'Ovis aries',
  attributes: {
    material: [{ value: 'organism', terms: [{ url: '' }] }],
    project: [{ value: 'A Sample Project' }],
  },
  sampleRelationships: [],
};
const specimen: NewUsiSample = {
  ...animal,
  alias: 'sample_1',
  title: 'A Sample Specimen',
  description: 'A Useful Description',
  attributes: {
    material: [{ value: 'specimen from organism', terms: [{ url: '' }] }],
    project: [{ value: 'A Sample Project' }],
  },
  sampleRelationships: [{ alias: 'animal_one', relationshipNature: 'derived from' }],
};
await usi.samples.create(submission, animal);
const stored = await usi.samples.create(submission, specimen);

// Querying for validation status, checking errors: here the specimen refers to an animal that is not there.
await usi.submissions.waitUntil(submission, 'Validated', { pollMs: 100 });
console.log('status', (await usi.submissions.status(submission)).counts);
console.log('errors', (await usi.submissions.errors(submission)).byAlias);
try {
  await usi.submissions.finalize(submission);
} catch (error) {
  if (!(error instanceof RejectedError)) throw error;
  console.log(error.message);
}

// Get samples from a submission: those with errors. Then mend it: what is not named stays, the release date too.
for await (const { alias } of usi.samples.list(submission, { hasErrors: true }))
  console.log('to mend:', alias);
await usi.samples.patch(stored, {
  sampleRelationships: [{ alias: 'animal_1', relationshipNature: 'derived from' }],
});

// Finalize, and wait for the archives.
await usi.submissions.waitUntil(submission, 'Validated', { pollMs: 100 });
await usi.submissions.finalize(submission);
await usi.submissions.waitUntil(submission, 'Completed', {
  pollMs: 200,
  onProgress: ({ state }) => process.stderr.write(`${state} `),
});
console.log(Object.keys((await usi.submissions.accessions(submission)).accessions).sort());

// A whole flock: submissions of a hundred, families together.
const flock = Array.from({ length: 250 }, (_, i): NewUsiSample => {
  const ewe = i - (i % 5);
  const lamb = { sampleRelationships: [{ alias: `sheep_${ewe}`, relationshipNature: 'child of' }] };
  return { ...animal, alias: `sheep_${i}`, ...(i !== ewe && lamb) };
});
// Safe to run again: `resume` sends what is missing. `create` always makes a new submission, so its name is looked for first.
async function submitFlock(): Promise<number> {
  let stored = 0;
  for (const [i, samples] of splitSamples(flock, { size: 100 }).entries()) {
    const name = `flock ${i + 1}`;
    const earlier = await usi.submissions.list({ team, name }).first();
    const part = earlier ?? (await usi.submissions.create(team, { name }));
    const run = await usi.submissions.resume(part, samples);
    stored += (await run.done({ orThrow: true })).counts.stored;
  }
  return stored;
}
console.log('stored:', await submitFlock());
console.log('run again:', await submitFlock());
