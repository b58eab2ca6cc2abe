import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IsaExport, IsaInvestigation, IsaTab, IsaTable } from 'accession/sodar';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'sodar') : '';

/** Every sheet, as its files by name. */
function sheets(): Record<string, Record<string, Uint8Array>> {
  const found: Record<string, Record<string, Uint8Array>> = {};
  for (const entry of readdirSync(join(folder, 'isatab'), { withFileTypes: true })) {
    const path = join(folder, 'isatab', entry.name);
    if (entry.name.endsWith('.zip')) {
      const files = Object.entries(unzipSync(readFileSync(path)));
      found[entry.name] = Object.fromEntries(files.filter(([name]) => !name.endsWith('/')));
    } else if (entry.isDirectory()) {
      found[entry.name] = Object.fromEntries(
        readdirSync(path).map((name) => [name, readFileSync(join(path, name))]),
      );
    }
  }
  return found;
}

const lines = (text: string): string[] => text.split('\n');

describeWhen(
  folder !== '',
  'the recorded ISA-Tab sheets',
  'RECORDED_PAYLOADS is not set',
)('recorded ISA-Tab sheets', () => {
  it('come back byte for byte', () => {
    let files = 0;
    for (const [sheet, content] of Object.entries(sheets())) {
      const tab = IsaTab.fromFiles(content);
      expect(tab.changed).toEqual([]);
      for (const { name, text } of tab.toFiles()) {
        const [, original] =
          Object.entries(content).find(([path]) => path === name || path.endsWith(`/${name}`)) ?? [];
        expect(Buffer.from(text, 'utf8').equals(original as Uint8Array), `${sheet}: ${name}`).toBe(true);
        files += 1;
      }
      expect(tab.toFiles()).toHaveLength(Object.keys(content).length);
      expect(tab.investigation.studies.map(({ fileName }) => fileName).sort()).toEqual(
        [...tab.studies.keys()].sort(),
      );
      expect(tab.investigation.studies.flatMap((study) => study.assayFileNames).sort()).toEqual(
        [...tab.assays.keys()].sort(),
      );
    }
    expect(files).toBeGreaterThan(30);
  });

  it('change in one cell when one cell is changed', () => {
    let cells = 0;
    for (const content of Object.values(sheets())) {
      for (const [name, source] of Object.entries(content)) {
        if (!/(^|\/)[sa]_/.test(name)) continue;
        const text = Buffer.from(source).toString('utf8');
        const { rowCount, headers } = IsaTable.parse(text);
        // Every cell of small tables; of large ones a stride that meets each column.
        const step = Math.max(1, Math.floor((rowCount * headers.length) / 60));
        for (let at = 0; at < rowCount * headers.length; at += step) {
          const [row, column] = [Math.floor(at / headers.length), at % headers.length];
          const table = IsaTable.parse(text);
          table.set(row, column, 'written here');
          const [before, after] = [lines(text), lines(table.toString())];
          const different = before.flatMap((line, index) => (line === after[index] ? [] : [index]));
          expect(different, name).toHaveLength(1);
          const [index = 0] = different;
          const other = (line = '') => line.split('\t').filter((_, place) => place !== column);
          expect(other(after[index])).toEqual(other(before[index]));
          cells += 1;
        }
      }
    }
    console.log(`isatab: ${cells} cells of recorded sheets edited, one at a time`);
    expect(cells).toBeGreaterThan(500);
  });

  it('an export that a client kept is read as well', () => {
    const text = readFileSync(join(folder, 'cubi-tk_export_isa_test.json'), 'utf8');
    const exported = JSON.parse(text) as IsaExport;
    const tab = IsaTab.fromExport(exported);
    expect(tab.investigation.toString()).toBe(exported.investigation.tsv);
    for (const [name, { tsv }] of Object.entries({ ...exported.studies, ...exported.assays })) {
      const table = tab.studies.get(name) ?? tab.assays.get(name);
      expect(table?.toString(), name).toBe(tsv);
    }
    expect(IsaInvestigation.parse(exported.investigation.tsv).studies.length).toBeGreaterThan(0);
  });
});
