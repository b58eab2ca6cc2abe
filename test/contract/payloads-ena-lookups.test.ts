import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ena, type EnaSample } from 'accession/ena';
import { expect, it } from 'vitest';
import { parseXml, type XmlElement } from '../../src/core/xml.ts';
import { parseEnaChecklist } from '../../src/services/ena/checklist-parse.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const recorded = (name: string): string => readFileSync(join(root ?? '', 'ena', name), 'utf8');
const answering = (body: string) =>
  new Ena({ transport: new FakeTransport({ body }), url: 'https://ena.test' });

/** How often an element of this name is in there. */
const count = (element: XmlElement, name: string): number =>
  (element.name === name ? 1 : 0) + element.children.reduce((sum, child) => sum + count(child, name), 0);

describeWhen(
  root !== undefined,
  'contract tests over a real checklist and recorded look-ups of ENA',
  'RECORDED_PAYLOADS names no folder with them',
)('recorded look-ups', () => {
  const xml = root ? recorded('toolkit.checklist-ERC000025.xml') : '';

  it('the real checklist is read without loss', () => {
    const tree = parseXml(xml);
    const checklist = parseEnaChecklist(xml);
    expect(checklist).toMatchObject({ accession: 'ERC000025', type: 'Sample', authority: 'ENA' });
    const { fields } = checklist;
    expect(fields).toHaveLength(count(tree, 'FIELD'));
    const sum = (of: (field: (typeof fields)[number]) => number) =>
      fields.reduce((all, field) => all + of(field), 0);
    expect(sum(({ choices = [] }) => choices.length)).toBe(count(tree, 'TEXT_VALUE'));
    expect(sum(({ units = [] }) => units.length)).toBe(count(tree, 'UNIT'));
    expect(sum(({ synonyms = [] }) => synonyms.length)).toBe(count(tree, 'SYNONYM'));
    expect(sum(({ pattern }) => (pattern ? 1 : 0))).toBe(count(tree, 'REGEX_VALUE'));
    expect(fields.filter(({ type }) => type === 'other')).toEqual([]);
    expect(new Set(fields.map(({ label }) => label)).size).toBe(fields.length);
    const mandatory = xml.match(/<MANDATORY>mandatory/g)?.length ?? 0;
    expect(fields.filter(({ requirement }) => requirement === 'mandatory')).toHaveLength(mandatory);
    expect(mandatory).toBeGreaterThan(3);
    for (const { pattern } of fields) expect(() => pattern && new RegExp(`^(?:${pattern})$`)).not.toThrow();
  });

  it('samples are checked against it, offline, and its table can be filled in', async () => {
    const checklist = parseEnaChecklist(xml);
    const { checklists } = new Ena({ url: 'http://127.0.0.1:1' });
    const filled: EnaSample = {
      alias: 's',
      organism: { taxonId: 9606 },
      attributes: checklist.fields
        .filter(({ requirement }) => requirement === 'mandatory')
        .map(({ label, choices, units, pattern }) => ({
          tag: label,
          value: choices?.[0] ?? (label === 'collection date' ? '2020-05-01' : pattern ? '1.5' : 'text'),
          ...(units && { unit: units[0] }),
        })),
    };
    expect(await checklists.validate(filled, checklist)).toEqual({ valid: true, issues: [] });
    for (let leftOut = 0; leftOut < (filled.attributes?.length ?? 0); leftOut += 1) {
      const attributes = filled.attributes?.filter((_, index) => index !== leftOut) ?? [];
      const { valid, issues } = await checklists.validate({ ...filled, attributes }, checklist);
      expect([valid, issues.length]).toEqual([false, 1]);
      const tag = filled.attributes?.[leftOut]?.tag ?? '';
      const reason = [...attributes, { tag, value: 'not collected' }];
      expect((await checklists.validate({ ...filled, attributes: reason }, checklist)).valid).toBe(true);
    }
    const columns = (await checklists.template(checklist, { fields: 'all' })).split('\n')[1]?.split('\t');
    expect(columns).toHaveLength(checklist.fields.length + 5);
  });

  it('rows of the portal are read as they came', async () => {
    const body = recorded('genome_uploader.portal-read_run.json');
    const rows = await answering(body)
      .portal.search({ result: 'read_run', fields: ['run_accession'] })
      .all();
    expect(rows).toEqual(JSON.parse(body));
  });

  it('reports of runs are read as they came', async () => {
    const body = recorded('genome_uploader.report-runs-one.json');
    const { basic } = await import('accession/ena');
    const ena = new Ena({
      transport: new FakeTransport({ body }),
      url: 'https://ena.test',
      auth: basic({ username: 'Webin-1', password: 'pass-word' }),
    });
    const rows = (JSON.parse(body) as { report: object }[]).map(({ report }) => report);
    expect(await ena.reports.runs.get('ERR4918394')).toEqual(rows);
    expect(await ena.reports.runs.list().all()).toEqual(rows);
  });
});
