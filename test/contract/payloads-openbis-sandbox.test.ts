import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSandbox } from 'accession/sandbox';
import { expect, it } from 'vitest';
import { describeWhen } from '../support/skip-loudly.ts';

const root = process.env.RECORDED_PAYLOADS ?? '';
const folder = join(root, 'openbis', 'requests-pybis-1.36.0rc1');
const found = root !== '' && existsSync(folder);

/** Names of records in the recordings, and what the sandbox has to hold for them. */
const SEED = {
  spaces: [{ code: 'MYSPACE' }, { code: 'SP2' }],
  projects: [{ identifier: '/MYSPACE/MYPROJ' }, { identifier: '/MYSPACE/PR2' }],
  propertyTypes: [
    { code: 'SIZE_MM', label: 'size', description: 'size', dataType: 'REAL' },
    { code: 'WHEN', label: 'when', description: 'when', dataType: 'TIMESTAMP' },
    { code: 'NEWP', label: 'new', description: 'new', dataType: 'VARCHAR' },
  ],
  collections: [{ identifier: '/MYSPACE/MYPROJ/COLL1', type: 'COLLECTION' }],
  objects: [{ identifier: '/MYSPACE/MYPROJ/S1', type: 'UNKNOWN' }],
};
/** Recordings that name records by the permIds of that day, or types that another recording makes. */
const MISSING: Readonly<Record<string, RegExp>> = {
  confirmDeletions: /^Object with DeletionTechId = \[7\] has not been found/,
  deleteSamples: /^Object with SamplePermId = \[20240101000000000-104\] has not been found/,
  updateSamples: /^Object with SamplePermId = \[20240101000000000-104\] has not been found/,
  createSamples: /^Code cannot be empty for a non auto generated code/,
  createExperiments: /^Property type 'SIZE_MM' is not assigned/,
  createDataSets: /^Property type 'SIZE_MM' is not assigned/,
  createSpaces: /^Space 'SP2' already exists/,
  createProjects: /^Project '\/MYSPACE\/PR2' already exists/,
  createSemanticAnnotations: /^Object with EntityTypePermId = \[NEWT/,
  updateSampleTypes: /^Object with EntityTypePermId = \[NEWT/,
};

describeWhen(
  found,
  'recorded openBIS requests',
  'RECORDED_PAYLOADS names no folder with them',
)('recorded requests of pyBIS', () => {
  const names = found ? readdirSync(folder) : [];
  it('are there', () => expect(names.length).toBeGreaterThan(10));

  it.each(names)('%s is understood', async (name) => {
    const lab = await startSandbox({ seed: { openbis: SEED } });
    try {
      const request = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      request.params[0] = lab.credentials.openbis.token;
      const response = await fetch(`${lab.urls.openbis}/openbis/openbis/rmi-application-server-v3.json`, {
        method: 'POST',
        body: JSON.stringify(request),
      });
      const { error, result } = (await response.json()) as ReturnType<typeof JSON.parse>;
      expect(response.status).toBe(200);
      expect(lab.journal.requests()[0]?.crash).toBeNull();
      const missing = MISSING[request.method];
      if (missing) expect(error?.message).toMatch(missing);
      else expect([error, result === undefined]).toEqual([undefined, false]);
    } finally {
      await lab.close();
    }
  });
});
