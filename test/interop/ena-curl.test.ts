import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';

const curl = spawnSync('curl', ['--version']).status === 0;

/**
 * The commands of ENA's page "Programmatic Submission", run by a shell as they stand there. What is replaced: host, login,
 * file name and submission id; and one stray quote before the address of the second command.
 */
const COMMANDS = {
  sync: `curl -u username:password -X POST 'https://wwwdev.ebi.ac.uk/ena/dev/submit/webin-v2/submit' \\
-H 'Accept: application/json' \\
-H 'Content-Type: application/json' \\
-T 'submission file name'`,
  queue: `curl -u username:password -X POST 'https://wwwdev.ebi.ac.uk/ena/dev/submit/webin-v2/submit/queue' \\
-H 'Accept: application/json' \\
-H 'Content-Type: application/json' \\
-T 'submission file name'`,
  poll: `curl -u username:password "https://www.ebi.ac.uk/ena/submit/webin-v2/submit/poll/ERA12944374"`,
  pollJson: `curl -u username:password "https://www.ebi.ac.uk/ena/submit/webin-v2/submit/poll/ERA12944374" \\
-H 'Accept: application/json'`,
};

const tags = (values: Record<string, string>) =>
  Object.entries(values).map(([tag, value]) => ({
    tag,
    value,
    ...(/itude\)$/.test(tag) ? { unit: 'DD' } : {}),
  }));
/** A document like the page's own: an umbrella of old field names, and links under a name that is dropped. */
const document = (n: number) => ({
  submission: {
    alias: `curl-${n}`,
    accession: '',
    actions: [{ type: 'ADD' }, { type: 'HOLD', holdUntilDate: '2025-01-12' }],
    attributes: tags({ some_tag: 'some value' }),
  },
  projects: [
    {
      alias: `comparison-${n}`,
      name: 'Gut study',
      title: 'What lives in the human stomach, compared',
      description: 'Genome sequences of gut microbes, from volunteers.',
      sequencingProject: {},
      project_links: [{ xrefLink: { db: 'PUBMED', id: '1' } }],
    },
  ],
  samples: [
    {
      alias: `stomach-${n}`,
      title: 'mucosa',
      organism: { taxonId: '1284369' },
      attributes: tags({
        'collection date': '2010-01-20',
        'geographic location (latitude)': '1.81',
        'geographic location (longitude)': '-78.76',
        'geographic location (country and/or sea)': 'Colombia',
        'environment (biome)': 'coast',
        'environment (feature)': 'habitat',
        'environment (material)': 'biopsy',
        'project name': 'Human microbiota',
        'ena-checklist': 'ERC000014',
      }),
    },
  ],
});

describeWhen(
  curl,
  "the curl commands of ENA's page",
  'there is no curl on this machine',
)('curl', () => {
  let lab: Lab;
  let folder = '';
  beforeAll(async () => {
    lab = await startSandbox({ rules: 'documented' });
    lab.lifecycle.set('ena.queue', { after: { reads: 1 } });
    folder = mkdtempSync(join(tmpdir(), 'ena-curl-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await lab.close();
  });

  async function shell(command: string, n: number, id = ''): Promise<string> {
    const file = join(folder, `submission ${n}.json`);
    writeFileSync(file, JSON.stringify(document(n)));
    const { username, password } = lab.credentials.webin;
    const here = command
      .replace(/https:\/\/www(dev)?\.ebi\.ac\.uk/, lab.url)
      .replace('username:password', `${username}:${password}`)
      .replace('submission file name', file)
      .replace('ERA12944374', id)
      .replace(/^curl/, 'curl --silent --show-error --noproxy "*"');
    return (await promisify(execFile)('sh', ['-c', here])).stdout;
  }

  it('submits and gets a receipt', async () => {
    expect(JSON.parse(await shell(COMMANDS.sync, 1))).toMatchObject({
      success: true,
      samples: [{ alias: 'stomach-1', status: 'PRIVATE', holdUntilDate: '2025-01-12Z' }],
      projects: [{ alias: 'comparison-1', externalAccession: { db: 'study' } }],
      actions: ['ADD', 'HOLD'],
    });
  });

  it('queues, polls until the receipt is there, and gets it in JSON either way', async () => {
    const job = JSON.parse(await shell(COMMANDS.queue, 2));
    const { submissionId, submissionAccountId, _links } = job;
    expect(submissionAccountId).toBe('Webin-12345');
    expect(_links.poll.href).toBe(`${lab.url}/ena/dev/submit/webin-v2/submit/poll/${submissionId}`);
    expect(await shell(COMMANDS.poll, 2, submissionId)).toBe('QUEUED');
    const receipt = JSON.parse(await shell(COMMANDS.poll, 2, submissionId));
    expect(receipt.submission.accession).toBe(submissionId);
    expect(JSON.parse(await shell(COMMANDS.pollJson, 2, submissionId))).toEqual(receipt);
  });
});
