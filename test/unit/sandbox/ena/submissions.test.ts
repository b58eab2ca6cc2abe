import { describe, expect, it } from 'vitest';
import { ask, login, start } from '../support.ts';
import { basic, ena, experiment, first, project, sample, submission, V2 } from './support.ts';

const study = () => ({
  submission: submission('ADD', { type: 'HOLD', holdUntilDate: '2026-07-12' }),
  projects: [project('p')],
  samples: [sample('s')],
  experiments: [experiment('e', { alias: 'p' }, { alias: 's' })],
});

describe('receipts', () => {
  it('name every object in order, with dates in British time', async () => {
    const lab = await start();
    const reply = await ena(lab).submit(study());
    const { receiptDate, ...receipt } = reply.body;
    expect(receiptDate).toBe('2026-01-15T09:00:00.000Z');
    expect(Object.keys(reply.body)).toEqual([
      'success',
      'receiptDate',
      'experiments',
      'samples',
      'projects',
      'submission',
      'messages',
      'actions',
    ]);
    const held = { status: 'PRIVATE', holdUntilDate: '2026-07-12+01:00' };
    expect(receipt).toEqual({
      success: true,
      experiments: [{ alias: 'e', accession: expect.stringMatching(/^ERX\d{6,}$/), status: 'PRIVATE' }],
      samples: [
        {
          alias: 's',
          accession: expect.stringMatching(/^ERS\d{6,}$/),
          ...held,
          externalAccession: { id: expect.stringMatching(/^SAMEA\d+$/), db: 'biosample' },
        },
      ],
      projects: [
        {
          alias: 'p',
          accession: expect.stringMatching(/^PRJEB\d+$/),
          ...held,
          externalAccession: { id: expect.stringMatching(/^ERP\d{6,}$/), db: 'study' },
        },
      ],
      submission: { alias: expect.any(String), accession: expect.stringMatching(/^ERA\d{6,}$/) },
      messages: {
        info: [
          'All objects in this submission are set to private status (HOLD).',
          'This submission is a TEST submission and will be discarded within 24 hours',
        ],
      },
      actions: ['ADD', 'HOLD'],
    });
  });

  it('come in the form that Accept names, else in that of the document', async () => {
    const lab = await start();
    const api = ena(lab);
    const xml = '<WEBIN><SUBMISSION><ACTIONS><ACTION><VALIDATE/></ACTION></ACTIONS></SUBMISSION></WEBIN>';
    const typed = async (body: unknown, type: string, accept: string) =>
      (await api.submit(body, { type, accept })).headers.get('content-type');
    const json = () => ({ submission: submission('VALIDATE'), samples: [sample('a')] });
    expect(await typed(json(), 'application/json', '*/*')).toBe('application/json');
    expect(await typed(json(), 'application/json', 'application/xml')).toMatch(/^application\/xml/);
    expect(await typed(xml, 'application/xml', '*/*')).toMatch(/^application\/xml/);
    expect(await typed(xml, 'text/xml', 'application/json')).toBe('application/json');
  });

  it('show no submission accession and no second accessions for what is not an ADD', async () => {
    const lab = await start();
    const api = ena(lab);
    const { body } = await api.submit({
      submission: submission('MODIFY', { type: 'HOLD', target: 'PRJEB1000004', holdUntilDate: '2027-02-01' }),
    });
    expect(body.projects).toEqual([
      { alias: 'barley-field-3', accession: 'PRJEB1000004', status: 'PRIVATE', holdUntilDate: '2027-02-01Z' },
    ]);
    expect(body.submission.accession).toBe('');
    expect(lab.state.ena.objects.get('ERP1000004')?.holdUntil).toBe('2027-02-01');
  });

  it('of a failure list objects without accession, and nothing is stored', async () => {
    const lab = await start();
    const before = lab.state.ena.objects.list();
    const { body } = await ena(lab).submit({ ...study(), samples: [sample('s', { organism: {} })] });
    expect(body.success).toBe(false);
    expect(body.projects).toEqual([{ alias: 'p', status: 'PRIVATE' }]);
    expect(body.submission).toEqual({ alias: expect.any(String) });
    expect(body.messages.info[0]).toBe('Submission has been rolled back.');
    expect(lab.state.ena.objects.list()).toEqual(before);
    expect(lab.journal.requests().at(-1)?.committed).toBe(false);
  });

  it('of the production service say nothing of a test', async () => {
    const lab = await start({ settings: { 'ena.service': 'production' } });
    const { body } = await ena(lab).submit({
      submission: submission('MODIFY'),
      samples: [sample('barley field 3')],
    });
    expect(body.messages.info).toEqual(['Submission has been committed.']);
    lab.clock.advance('2d');
    expect((await ena(lab).submit(study())).body.success).toBe(true);
    lab.clock.advance('2d');
    expect(lab.state.ena.objects.findByAlias('p')).toHaveLength(1);
  });
});

describe('who asks', () => {
  it('is told by Basic, or by a Webin token until it ends', async () => {
    const lab = await start();
    const token = await login(lab);
    const get = (headers: Record<string, string>) => ask(`${lab.url}${V2}/sample/ERS1000003`, { headers });
    const as = (authorization: string) => get({ authorization, accept: 'application/xml' });
    expect((await as(`Bearer ${token}`)).status).toBe(200);
    expect((await as(basic('Webin-12345', 'sandbox-password').authorization ?? '')).status).toBe(200);
    for (const bad of [basic('Webin-12345', 'x').authorization ?? '', 'Basic !', 'Bearer x', '']) {
      expect((await as(bad)).status, bad).toBe(401);
    }
    lab.clock.advance('6h');
    expect((await as(`Bearer ${token}`)).status).toBe(401);
    expect(JSON.stringify(lab.journal.requests())).not.toContain('sandbox-password');
  });

  it('a broker names the center itself', async () => {
    const lab = await start();
    const { body } = await ena(lab, 'webinBroker').submit({
      submission: { ...submission('ADD'), centerName: 'FIELD LAB' },
      samples: [sample('a'), sample('b', { centerName: 'OTHER LAB' })],
    });
    const centers = body.samples.map(
      (item: { accession: string }) => lab.state.ena.objects.get(item.accession)?.center,
    );
    expect(centers).toEqual(['FIELD LAB', 'OTHER LAB']);
  });
});

describe('JSON documents', () => {
  it('lose what the conversion does not know, without a word', async () => {
    const lab = await start();
    const api = ena(lab);
    const links = [{ xrefLink: { db: 'PUBMED', id: '25035323' } }];
    const lossy = project('lossy', { project_links: links, organism: { taxonId: 9606 }, centreName: 'X' });
    const kept = project('kept', { links });
    const { body } = await api.submit({ submission: submission('ADD'), projects: [lossy, kept] });
    expect(body.success).toBe(true);
    const xml = async (i: number) =>
      (await api.call(`${V2}/project/${body.projects[i].accession}`, { accept: 'application/xml' })).text;
    expect(await xml(0)).not.toMatch(/PUBMED|9606|PROJECT_LINKS/);
    expect(await xml(1)).toContain('<DB>PUBMED</DB>');
  });

  it('may spell layouts in any way, and leave the platform out', async () => {
    const lab = await start();
    const layouts = ['SINGLE', 'single', 'Paired', { PAIRED: { nominalLength: 300 } }, { SINGLE: {} }];
    const library = experiment('x', {}, {}).libraryDescriptor;
    const { body } = await ena(lab).submit({
      submission: submission('ADD'),
      experiments: layouts.map((libraryLayout, i) =>
        experiment(
          `e${i}`,
          { accession: 'ERP1000003' },
          { accession: 'SAMEA1000003' },
          {
            libraryDescriptor: { ...library, libraryLayout },
          },
        ),
      ),
    });
    expect(body.success, JSON.stringify(body)).toBe(true);
    const { accession } = body.experiments[3];
    const { body: shown } = await ena(lab).call(`${V2}/experiment/${accession}`);
    expect(shown.instrumentPlatform).toBe('ILLUMINA');
    expect(shown.libraryDescriptor.libraryLayout).toBe('PAIRED');
  });

  it('may come as a part named file, with a byte order mark even', async () => {
    const lab = await start();
    const form = new FormData();
    const document = JSON.stringify({ submission: submission('ADD'), samples: [sample('a')] });
    form.append('file', new Blob([`\uFEFF${document}`]), 'webin-submission.json');
    const headers = { ...basic('Webin-12345', 'sandbox-password') };
    const response = await fetch(`${lab.url}${V2}/submit/`, { method: 'POST', headers, body: form });
    expect(await response.json()).toMatchObject({ success: true, samples: [{ alias: 'a' }] });
  });

  it('round-trip through GET', async () => {
    const lab = await start();
    const api = ena(lab);
    const sent = sample('round', {
      description: 'a <b> & "c" é',
      links: [{ urlLink: { label: 'site', url: 'https://example.org/?a=1&b=2' } }],
    });
    const { accession } = first(
      await api.submit({ submission: submission('ADD'), samples: [sent] }),
      'samples',
    );
    const { body } = await api.call(`${V2}/sample/${accession}`);
    expect(body).toEqual({
      ...sent,
      accession,
      centerName: 'SEED BANK',
      organism: { taxonId: '9606' },
      identifiers: { externalAccessions: [{ db: 'BioSample', id: expect.stringMatching(/^SAMEA/) }] },
    });
  });

  it('under the rules documented may use the older names of fields', async () => {
    const fields = [
      { tag: 'ENA-CHECKLIST', value: 'ERC000014' },
      { tag: 'project name', value: 'gut' },
      { tag: 'geographic location (latitude)', value: '1.81', unit: 'DD' },
      { tag: 'geographic location (longitude)', value: '-78.76', unit: 'DD' },
      { tag: 'environment (biome)', value: 'coast' },
      { tag: 'environment (feature)', value: 'human-associated habitat' },
      { tag: 'environment (material)', value: 'gastric biopsy' },
    ];
    const document = () => ({
      submission: submission('ADD'),
      samples: [sample('a', { attributes: [...sample('a').attributes, ...fields] })],
    });
    const strict = (await ena(await start()).submit(document())).body;
    expect(strict.messages.error).toEqual(
      ['broad-scale environmental context', 'local environmental context', 'environmental medium'].map(
        (name) => `Sample: a; Reason: must have required property ${name}`,
      ),
    );
    expect((await ena(await start({ rules: 'documented' })).submit(document())).body.success).toBe(true);
  });
});

describe('the queue', () => {
  it('answers 202 until its time has come, then always the same receipt', async () => {
    const lab = await start();
    const api = ena(lab);
    const queued = await api.call('/ena/dev/submit/webin-v2/submit/queue', {
      body: study(),
      accept: 'application/xml',
    });
    const { submissionId } = queued.body;
    expect(queued.body).toEqual({
      submissionId: expect.stringMatching(/^ERA\d+$/),
      submissionAccountId: 'Webin-12345',
      _links: { poll: { href: `${lab.url}/ena/dev/submit/webin-v2/submit/poll/${submissionId}` } },
    });
    const poll = (accept: string) => api.call(`${V2}/submit/poll/${submissionId}`, { accept });
    expect((await poll('*/*')).status).toBe(202);
    expect(lab.state.ena.objects.findByAlias('p')).toEqual([]);
    lab.clock.advance(500);
    const [one, two] = [await poll('*/*'), await poll('application/json')];
    expect(one.body).toEqual(two.body);
    expect(one.body.submission.accession).toBe(submissionId);
    expect((await poll('application/xml')).text).toContain('<RECEIPT receiptDate="2026-01-15T09:00:00.500Z"');
    expect((await ena(lab, 'webinBroker').call(`${V2}/submit/poll/${submissionId}`)).status).toBe(400);
  });

  it('works though nobody polls, or only when polled, or never', async () => {
    const lab = await start();
    const api = ena(lab);
    const enqueue = async (alias: string) =>
      (
        await api.call(`${V2}/submit/queue`, {
          body: { submission: submission('ADD'), samples: [sample(alias)] },
        })
      ).body.submissionId;
    const status = async (id: string) => (await api.call(`${V2}/submit/poll/${id}`)).status;
    await enqueue('unseen');
    lab.clock.advance('1s');
    expect((await api.rows('samples/unseen'))[0].alias).toBe('unseen');
    lab.lifecycle.set('ena.queue', { after: { reads: 2 } });
    const looked = await enqueue('looked');
    expect([await status(looked), await status(looked), await status(looked)]).toEqual([202, 202, 200]);
    lab.lifecycle.set('ena.queue', { after: 'never' });
    const never = await enqueue('never');
    lab.clock.advance('6h');
    expect(await status(never)).toBe(202);
  });

  it('takes what is too large for the other way, and names its links as older servers did', async () => {
    const lab = await start({ settings: { 'ena.jobLinks': 'array' } });
    const api = ena(lab);
    const padding = ' '.repeat(16 * 1024 * 1024);
    const document = JSON.stringify({ submission: submission('ADD'), samples: [sample('big')] }) + padding;
    const { body } = await api.call(`${V2}/submit/queue`, { body: document });
    expect(body.links.map(({ rel }: { rel: string }) => rel)).toEqual(['poll-xml', 'poll-json']);
    lab.clock.advance('1s');
    expect((await api.call(`${V2}/submit/poll/${body.submissionId}`)).body.success).toBe(true);
  });
});
