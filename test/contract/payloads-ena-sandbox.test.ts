import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lab, startSandbox } from 'accession/sandbox';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'ena') : '';
const recorded = (name: string): string => readFileSync(join(folder, name), 'utf8');

const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false });
type Tree = Record<string, unknown>;
const parse = (xml: string): Tree => parser.parse(xml);

/** Element names with their attributes, wherever they occur, each once. */
function shapeOf(tree: unknown, path = '', found = new Set<string>()): Set<string> {
  for (const item of [tree].flat()) {
    if (typeof item !== 'object' || item === null) continue;
    for (const [name, value] of Object.entries(item)) {
      if (name === '#text' || name.startsWith('?')) continue;
      found.add(`${path}/${name}`);
      shapeOf(value, `${path}/${name}`, found);
    }
  }
  return found;
}

/** What may stand in any receipt, by the recorded ones. */
const keysOf = (value: unknown): string[] => Object.keys(value ?? {});

describeWhen(
  root !== undefined,
  'contract tests over recorded ENA payloads',
  'RECORDED_PAYLOADS names no folder with them',
)('recorded ENA payloads', () => {
  let lab: Lab;
  let headers: Record<string, string> = {};
  beforeAll(async () => {
    lab = await startSandbox();
    const { username, password } = lab.credentials.webin;
    headers = { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
  });
  afterAll(() => lab.close());

  const post = async (path: string, body: string | FormData, type?: string, accept = 'application/json') => {
    const sent = { ...headers, accept, ...(type === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(lab.url + path, { method: 'POST', headers: sent, body });
    return { status: response.status, text: await response.text() };
  };
  const submit = (body: string, type = 'application/json', accept?: string) =>
    post('/ena/submit/webin-v2/submit', body, type, accept);

  it.each([
    ['webin-xml.test.submission-samples.json', 200],
    ['webin-xml.test.submission-all-objects.json', 200],
    ['webin-xml.test.submission-hold-target.json', 200],
    ['webin-xml.test.submission-unknown-field-rejected.json', 400],
  ])('%s is read as the conversion library reads it', async (name, status) => {
    const { status: answered, text } = await submit(recorded(name));
    expect(answered, text).toBe(status);
    // The accounts and files that they speak of are not here, so a receipt says what is missing, and nothing about form.
    if (status === 200) expect(text).not.toMatch(/Failed to validate/);
  });

  it.each(['webin-xml.test.run.json', 'webin-xml.test.analysis-sequence-variation.json'])(
    '%s is read',
    async (name) => {
      const item = JSON.parse(recorded(name));
      const plural = name.includes('run') ? 'runs' : 'analyses';
      const document = { submission: { alias: name, actions: [{ type: 'VALIDATE' }] }, [plural]: [item] };
      const { status, text } = await submit(JSON.stringify(document));
      expect(status, text).toBe(200);
      expect(text).not.toMatch(/Failed to validate/);
    },
  );

  it('JSON documents become the XML that the library makes of them', async () => {
    const document = JSON.parse(recorded('webin-xml.test.submission-samples.json'));
    for (const sample of document.samples) {
      sample.attributes.push(
        { tag: 'collection date', value: '2020-01-01' },
        { tag: 'geographic location (country and/or sea)', value: 'Chile' },
      );
    }
    const added = JSON.parse((await submit(JSON.stringify(document))).text);
    expect(added.success, JSON.stringify(added)).toBe(true);
    const url = `${lab.url}/ena/submit/drop-box/samples/${added.samples[0].accession}`;
    const mine = shapeOf(parse(await (await fetch(url, { headers })).text()));
    const theirs = shapeOf(
      (parse(recorded('webin-xml.test.submission-samples.expected.xml')).WEBIN as Tree).SAMPLE_SET,
    );
    for (const path of theirs) expect([...mine]).toContain(`/SAMPLE_SET${path}`);
  });

  it.each(
    readdirSync(folder || '.').filter((name) =>
      /^webin-xml\.(project|sample|experiment|run|analysis)-/.test(name),
    ),
  )('%s is read as a part of the drop-box', async (name) => {
    const form = new FormData();
    const [, kind = ''] = /^webin-xml\.(\w+)-/.exec(name) ?? [];
    form.append(kind.toUpperCase(), new Blob([recorded(name)]), name);
    form.append('ACTION', 'VALIDATE');
    const { status, text } = await post('/ena/submit/drop-box/submit/', form);
    expect(status).toBe(200);
    expect(text).not.toMatch(/Failed to validate (?!project)/);
  });

  it('what ena-upload-cli posts is understood part by part', async () => {
    const form = new FormData();
    for (const part of ['submission', 'study', 'sample', 'experiment', 'run']) {
      form.append(part.toUpperCase(), new Blob([recorded(`ena-upload-cli.v1-${part}.xml`)]), `${part}.xml`);
    }
    const { text } = await post('/ena/submit/drop-box/submit/', form);
    const errors = [...text.matchAll(/<ERROR>(.*)<\/ERROR>/g)].map(([, error]) => error);
    expect(errors.length).toBe(3);
    for (const error of errors) expect(error).toMatch(/does not exist in the upload area\.$/);
  });

  it('receipts have the shape of the recorded ones', async () => {
    const mine = JSON.parse(
      (
        await submit(
          JSON.stringify({
            submission: { alias: 'shape', actions: [{ type: 'ADD' }, { type: 'HOLD' }] },
            projects: [
              {
                alias: 'shape',
                title: 'A title that is long enough',
                description: 'A description as well, it is.',
              },
            ],
          }),
        )
      ).text,
    );
    expect(mine.success).toBe(true);
    for (const name of readdirSync(folder).filter((name) => /receipt.*\.json$/.test(name))) {
      const theirs = JSON.parse(recorded(name));
      expect(keysOf(theirs)).toEqual(
        expect.arrayContaining(['success', 'receiptDate', 'submission', 'messages', 'actions']),
      );
      const [project] = theirs.projects ?? [];
      if (project) expect(keysOf(mine.projects[0]).sort()).toEqual(keysOf(project).sort());
      expect(keysOf(mine.submission).sort()).toEqual(keysOf(theirs.submission).sort());
    }
    const repeated = await submit(
      JSON.stringify({ submission: { alias: 'shape', actions: [{ type: 'ADD' }] } }),
      'application/json',
      'application/xml',
    );
    const recordedShape = shapeOf(parse(recorded('eva-submission.receipt-duplicate-alias.xml')));
    expect([...shapeOf(parse(repeated.text))].sort()).toEqual([...recordedShape].sort());
    const large = await submit(' '.repeat(16 * 1024 * 1024), 'application/json', 'application/xml');
    expect([...shapeOf(parse(large.text))].sort()).toEqual(
      [...shapeOf(parse(recorded('genome_uploader.receipt-too-large.xml')))].sort(),
    );
  });

  it('reports and portal answers have the fields of the recorded ones', async () => {
    const [theirs] = JSON.parse(recorded('genome_uploader.report-runs-one.json'));
    const [mine] = JSON.parse(
      await (await fetch(`${lab.url}/ena/submit/report/runs/ERR1000003`, { headers })).text(),
    );
    expect(keysOf(mine.report)).toEqual(expect.arrayContaining(keysOf(theirs.report)));
    expect(mine.links).toEqual(theirs.links);
    const [record] = JSON.parse(recorded('genome_uploader.portal-read_run.json'));
    const query = `result=read_run&format=json&fields=${keysOf(record).join(',')}`;
    const [found] = JSON.parse(await (await fetch(`${lab.url}/ena/portal/api/search?${query}`)).text());
    expect(keysOf(found)).toEqual(keysOf(record));
    const sample = shapeOf(parse(recorded('genome_uploader.report-sample.xml')));
    const shown = await (
      await fetch(`${lab.url}/ena/submit/report/samples/xml/ERS1000003`, { headers })
    ).text();
    for (const path of shapeOf(parse(shown))) {
      if (!/EXTERNAL_ID|COMMON_NAME/.test(path)) expect([...sample]).toContain(path);
    }
    const checklist = shapeOf(parse(recorded('toolkit.checklist-ERC000025.xml')));
    const mineList = await (await fetch(`${lab.url}/ena/browser/api/xml/ERC000014`)).text();
    // The recorded checklist happens to have no field with an older name.
    for (const path of shapeOf(parse(mineList))) {
      if (!path.endsWith('/SYNONYM')) expect([...checklist]).toContain(path);
    }
  });
});
