import { type Lab, startSandbox } from 'accession/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES, runExample } from '../support/examples.ts';

/** The demo has a test of its own. */
const examples = EXAMPLES.filter((name) => name !== 'demo.ts');

let lab: Lab;
beforeAll(async () => {
  lab = await startSandbox({ seed: 'demo' });
});
afterAll(() => lab.close());

/** A line by which each example shows that it did what it is there for. */
const SHOWS: Readonly<Record<string, RegExp>> = {
  'quick-start.ts': /stored (SAMEA\d+)[\s\S]*found \1 sheep 12, liver/,
  'biosamples-register.ts': /visible: PUBLIC/,
  'biosamples-curate.ts': /taken back: Human/,
  'ena-submit.ts': /valid: true[\s\S]*again: true[\s\S]*queued and stored: 1\nreleased: PUBLIC/,
  'ena-submit-xml.ts': /title: Lagoon water & foam[\s\S]*the same: true\nprotocol: PCR-free/,
  'ena-reads.ts':
    /submitted: true[\s\S]*checklist: true[\s\S]*skipped: 2[\s\S]*run-\S+\s+ERR\d+[\s\S]*processed: ERR\d+ COMPLETED\nlagoon_1/,
  'usi-submission.ts':
    /errors \{[\s\S]*animal_one[\s\S]*to mend: sample_1[\s\S]*\[ 'animal_1', 'sample_1' \]\nstored: 250\nrun again: 0/,
  'openbis-explore.ts': /token is active: true[\s\S]*found: LEAF-1[\s\S]*downloaded files: 4/,
  'openbis-dataset.ts': /uploaded files: 3\ndownloaded bytes: 40 the same byte for byte: true/,
  'sodar-project.ts':
    /in Sandbox\nHigh Valley: Goats Up High, a_alpine.txt\nchanged s_altitude.txt, a_alpine.txt\nexported i_[\s\S]*\nTwo goats/,
  'sodar-deposit.ts':
    /uploading: 2 of 2 files[\s\S]*MOVED: 2 files, \d+ bytes[\s\S]*1 expected file missing: more.txt.md5\n[\s\S]*left: 1/,
  'biosamples-many.ts': /fetched: 150\norganism parts: liver 1, lung 1, spleen 1/,
};

describe.concurrent('examples', () => {
  it.each(examples)('%s runs to its end against the sandbox, and shows no password', async (example) => {
    const { code, stdout, stderr } = await runExample(example, { env: lab.env });
    const output = `${stdout}\n${stderr}`;
    expect(output).toMatch(SHOWS[example] ?? /^$/);
    expect(code).toBe(0);
    expect(output).not.toContain(lab.credentials.webin.password);
    expect(output).not.toContain(lab.credentials.openbis.password);
    expect(output).not.toContain('$pat');
    expect(output).not.toContain(lab.credentials.sodar.token);
  });
});
