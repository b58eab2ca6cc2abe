import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { add, type EnaSample, type NewSample, toXml } from 'accession';
import { expect, it } from 'vitest';
import { samplesTable } from '../../src/cli/biosamples/table.ts';
import { enaSamplesTable } from '../../src/cli/ena/table.ts';
import type { Mapping } from '../../src/cli/records/mapping.ts';
import { openRecords } from '../../src/cli/records/open.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS;
const folder = root ? join(root, 'sodar', 'isatab') : '';

async function samplesOf<T>(sheet: string, mapping: Mapping<T>): Promise<{ items: T[]; count: number }> {
  const { entries } = await openRecords(join(folder, sheet), 'isatab', mapping);
  const items: T[] = [];
  let count = 0;
  for await (const { reading } of entries) {
    count += 1;
    if ('item' in reading) items.push(reading.item);
  }
  return { items, count };
}

describeWhen(
  folder !== '',
  'samples of the recorded ISA-Tab sheets',
  'RECORDED_PAYLOADS is not set',
)('samples of recorded ISA-Tab sheets', () => {
  it('all can be meant at BioSamples, whatever the sheet', async () => {
    const sheets = readdirSync(folder);
    expect(sheets.length).toBeGreaterThan(5);
    for (const sheet of sheets) {
      const { items, count } = await samplesOf<NewSample>(sheet, samplesTable('2020-01-01'));
      expect([sheet, items.length]).toEqual([sheet, count]);
      expect([sheet, count > 0]).toEqual([sheet, true]);
    }
  });

  it('of people have their species and all that is said of their sources at ENA', async () => {
    const { items } = await samplesOf<EnaSample>('bih_cancer.zip', enaSamplesTable());
    expect(items.map(({ alias }) => alias)).toHaveLength(4);
    for (const sample of items) {
      expect(sample.organism).toMatchObject({ taxonId: '9606', scientificName: 'Homo sapiens' });
      expect(sample.attributes?.find(({ tag }) => tag === 'Sex')?.value).toMatch(/^(?:fe)?male$/);
      expect(toXml(add({ samples: [sample] }))).toContain('<TAXON_ID>9606</TAXON_ID>');
    }
  });
});
