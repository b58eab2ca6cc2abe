import { describe, expect, it } from 'vitest';
import { ask, start } from '../support.ts';
import { ena, REPORT, sample, submission } from './support.ts';

const get = async (path: string, options = {}) => {
  const lab = await start();
  return ask(lab.url + path, { accept: '*/*', ...options });
};
const search = (query: Record<string, string>) => get(`/ena/portal/api/search?${new URLSearchParams(query)}`);

describe('the portal', () => {
  it('finds public objects, as a table or as JSON', async () => {
    const fields = 'run_accession,sample_accession,instrument_model';
    const query = 'study_accession="PRJEB1000003"';
    expect((await search({ result: 'read_run', fields, query })).text).toBe(
      'run_accession\tsample_accession\tinstrument_model\nERR1000003\tSAMEA1000003\tIllumina NovaSeq 6000\n',
    );
    expect((await search({ result: 'read_run', fields: 'tax_id', query, format: 'json' })).body).toEqual([
      { run_accession: 'ERR1000003', tax_id: '9940' },
    ]);
    expect(
      (await search({ result: 'study', query: 'study_accession="PRJEB1000004"', format: 'json' })).body,
    ).toEqual([]);
  });

  it.each([
    ['country="Spain"', ['SAMEA1000006']],
    ['country="nether*" AND tax_eq(9940)', ['SAMEA1000003']],
    ['tax_tree(9940) OR scientific_name="human gut metagenome"', ['SAMEA1000003', 'SAMEA1000006']],
    ['NOT (country="Spain" OR country="Norway")', ['SAMEA1000003']],
    ['first_public>=2022-01-01', ['SAMEA1000006']],
    ['tax_id<10000 AND country!="Chile"', ['SAMEA1000003']],
  ])('understands %s', async (query, accessions) => {
    const { body } = await search({ result: 'sample', query, fields: 'sample_accession', format: 'json' });
    expect(body.map((item: { sample_accession: string }) => item.sample_accession)).toEqual(accessions);
  });

  it.each([
    ['Parameter result is required', {}],
    ['Invalid result: nothing', { result: 'nothing' }],
    ['Invalid field(s) supplied: x', { result: 'sample', fields: 'x' }],
    ['Invalid field(s) supplied: x', { result: 'sample', query: 'x="1"' }],
    ['it ends too early', { result: 'sample', query: 'country=' }],
    ['expected ")"', { result: 'sample', query: '(country="a"' }],
    ['unknown function', { result: 'sample', query: 'geo_box(1)' }],
    ['Invalid format: xml', { result: 'sample', format: 'xml' }],
    ['Invalid value of parameter limit', { result: 'sample', limit: 'x' }],
  ])('refuses: %s', async (says, query) => {
    const reply = await search(query);
    expect(reply.status).toBe(400);
    expect(reply.text).toContain(says.replaceAll('"', '\\"'));
  });

  it('pages, counts, takes forms, and reports files', async () => {
    expect((await search({ result: 'sample', limit: '1', offset: '1', format: 'json' })).body).toHaveLength(
      1,
    );
    const body = 'result=sample&query=country%3D%22Spain%22&format=json';
    const type = 'application/x-www-form-urlencoded';
    expect((await get('/ena/portal/api/count', { body, type })).body).toEqual([{ count: '1' }]);
    const files = await get(
      '/ena/portal/api/filereport?accession=ERX1000003&result=read_run&fields=fastq_ftp&format=json',
    );
    expect(files.body[0].fastq_ftp.split(';')[1]).toBe(
      'ftp.sra.ebi.ac.uk/vol1/fastq/ERR100/003/ERR1000003/ERR1000003_2.fastq.gz',
    );
    expect((await get('/ena/portal/api/results?format=json')).body).toContainEqual({ resultId: 'read_run' });
    expect((await get('/ena/portal/api/returnFields?result=sample')).text).toContain('country\n');
  });

  it('shows a study as soon as it is released', async () => {
    const lab = await start();
    const find = async () =>
      (
        await ask(
          `${lab.url}/ena/portal/api/search?result=study&format=json&query=study_alias%3Dbarley-field-3`,
        )
      ).body;
    expect(await find()).toEqual([]);
    await ena(lab).submit({ submission: submission({ type: 'RELEASE', target: 'PRJEB1000004' }) });
    expect(await find()).toMatchObject([{ study_accession: 'PRJEB1000004' }]);
  });
});

describe('the browser', () => {
  it('shows public records and checklists, and hides private ones from everybody', async () => {
    const lab = await start();
    const { call } = ena(lab);
    const shown = await call('/ena/browser/api/xml/SAMEA1000003,ERS1000006,ERS1000004?download=true');
    expect(shown.headers.get('content-disposition')).toContain('SAMEA1000003.xml');
    expect(shown.text.match(/<SAMPLE /g)).toHaveLength(2);
    const hidden = await call('/ena/browser/api/xml/ERS1000004');
    expect([hidden.status, lab.journal.requests().at(-1)?.rule]).toEqual([404, 'browser.unknown']);
    const checklist = await get('/ena/browser/api/xml/ERC000014');
    expect(checklist.text).toContain('<CHECKLIST accession="ERC000014" checklistType="Sample">');
    expect(checklist.text).toMatch(
      /<LABEL>geographic location \(latitude\)<\/LABEL>[\s\S]+?<UNIT>DD<\/UNIT>[\s\S]+?<MANDATORY>mandatory</,
    );
    expect(checklist.text).toContain('<SYNONYM>environment (biome)</SYNONYM>');
  });

  it('has checklists beside the reports too', async () => {
    const lab = await start();
    const { call, rows } = ena(lab);
    expect((await rows('checklists?type=sample')).map(({ id }: { id: string }) => id)).toEqual([
      'ERC000011',
      'ERC000014',
    ]);
    expect((await call(`${REPORT}/checklists/xml/*?type=sample`)).text.match(/<CHECKLIST /g)).toHaveLength(2);
    expect((await rows('checklists/ERC000011'))[0].displayName).toBe('ENA default sample checklist');
    expect((await call(`${REPORT}/checklists/xml/ERC000099`)).status).toBe(404);
    expect(lab.journal.requests().at(-1)?.rule).toBe('checklist.unknown');
    expect((await ask(`${lab.url}${REPORT}/checklists`)).status).toBe(401);
  });

  it('other checklists in use ask for the two fields that all ask for', async () => {
    const lab = await start();
    const { submit } = ena(lab);
    const tag = { tag: 'ENA-CHECKLIST', value: 'ERC000022' };
    const [date, country] = sample('x').attributes;
    const add = (attributes: unknown[]) =>
      submit({ submission: submission('ADD'), samples: [sample('a', { attributes })] });
    expect((await add([tag, date])).body.success).toBe(false);
    expect((await add([tag, date, country])).body.success).toBe(true);
  });
});

describe('taxonomy', () => {
  const REST = '/ena/taxonomy/rest';

  it('tells all in texts', async () => {
    expect((await get(`${REST}/tax-id/9606`)).body).toMatchObject({
      taxId: '9606',
      scientificName: 'Homo sapiens',
      commonName: 'human',
      formalName: 'true',
      rank: 'species',
      division: 'HUM',
      submittable: 'true',
    });
    expect((await get(`${REST}/scientific-name/homo%20sapiens`)).body[0].taxId).toBe('9606');
    expect((await get(`${REST}/any-name/barley`)).body[0].scientificName).toBe('Hordeum vulgare');
    expect((await get(`${REST}/suggest-for-submission/homo`)).body).toEqual([
      { taxId: '9606', scientificName: 'Homo sapiens', displayName: 'Homo sapiens (human)' },
    ]);
  });

  it('does not know everything, and says so in plain text', async () => {
    expect((await get(`${REST}/tax-id/1`)).status).toBe(404);
    const reply = await get(`${REST}/scientific-name/Nobody`);
    expect([reply.status, reply.text]).toEqual([200, 'No results.']);
    expect((await get(`${REST}/suggest-for-submission/xyz`)).body).toEqual([]);
  });
});
