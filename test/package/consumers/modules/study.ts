// One little study that visits every entry point, against a sandbox of its own. Every compiler reads it, and it is run
// as it is (tsx), bundled (esbuild), and by every Node. No top-level await: it becomes CommonJS too.
import { strict as assert } from 'node:assert';
import { createClient, isRepositoryError, type Repositories, type Sample } from 'accession';
import { BioSamples, type NewSample, webin } from 'accession/biosamples';
import { add, Ena, type EnaDocument, type Receipt } from 'accession/ena';
import { openbis as login, OpenBis, type OpenBisObject, toTable } from 'accession/openbis';
import { type Lab, startSandbox } from 'accession/sandbox';
import { Sodar, type SodarProject } from 'accession/sodar';
import { aap, type NewUsiSample, Usi, type UsiSubmission } from 'accession/usi';

const sheep: NewSample = {
  name: 'sheep 12, liver',
  release: '2020-01-01T00:00:00Z',
  characteristics: {
    organism: [{ text: 'Ovis aries', ontologyTerms: ['http://purl.obolibrary.org/obo/NCBITaxon_9940'] }],
  },
};

export async function register({ biosamples }: Repositories): Promise<Sample> {
  const made = await biosamples.samples.create(sheep);
  const found = await biosamples.samples.get(made.accession);
  assert.equal(found.name, sheep.name);
  return found;
}

export async function submit({ ena }: Repositories): Promise<Receipt> {
  const document: EnaDocument = add({
    projects: [
      {
        alias: 'flock',
        name: 'Flock',
        title: 'A flock of sheep on a hill',
        description: 'Sheep that graze on one hill, over a year.',
      },
    ],
  });
  const receipt = await ena.submissions.submit(document);
  assert.match(receipt.accessions.get('flock') ?? '', /^PRJ/);
  return receipt;
}

export async function collect({ usi }: Repositories): Promise<UsiSubmission> {
  const team = await usi.teams.create({ description: 'Shepherds', centreName: 'The hill' });
  const submission = await usi.submissions.create(team);
  const animal: NewUsiSample = {
    alias: 'sheep_12',
    title: 'Sheep 12',
    releaseDate: '2020-01-01',
    taxonId: 9940,
    taxon: 'Ovis aries',
    attributes: { material: [{ value: 'organism', terms: [{ url: '' }] }] },
    sampleRelationships: [],
  };
  const run = usi.samples.createMany(submission, [animal]);
  for await (const result of run) assert.equal(result.status, 'stored');
  return submission;
}

export async function explore({ openbis }: Repositories): Promise<OpenBisObject> {
  const objects = await openbis.objects.list({ space: 'DEMO' }).all();
  const [first] = objects;
  assert.ok(first, 'the demo has objects');
  assert.ok(String(toTable(objects, ['identifier'])).includes(first.code));
  return first;
}

export async function open({ sodar }: Repositories): Promise<SodarProject> {
  const projects = await sodar.projects.list().all();
  const category = projects.find(({ type }) => type === 'CATEGORY');
  assert.ok(category, 'the demo has a category');
  return sodar.projects.create({ title: 'Flock', type: 'PROJECT', parent: category, description: 'Sheep' });
}

/** Each service by itself, without the front door. */
export function alone({ config }: Lab): readonly [BioSamples, Ena, OpenBis, Sodar, Usi] {
  const auth = webin(config.webin);
  return [
    new BioSamples({ ...config.biosamples, auth }),
    new Ena({ ...config.ena, auth }),
    new OpenBis({ url: config.openbis.url, auth: login(config.openbis) }),
    new Sodar(config.sodar),
    new Usi({ ...config.usi, auth: aap(config.aap) }),
  ];
}

export async function main(): Promise<void> {
  const lab = await startSandbox();
  try {
    const repositories = createClient(lab.config);
    await register(repositories);
    await submit(repositories);
    await collect(repositories);
    await explore(repositories);
    await open(repositories);
    const [biosamples] = alone(lab);
    const failure = await biosamples.samples.get('SAMEA999999999').catch((error: unknown) => error);
    assert.ok(isRepositoryError(failure));
    assert.equal(failure.code, 'not-found');
    console.log('the study is complete');
  } finally {
    await lab.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
