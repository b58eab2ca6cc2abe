import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf, tableOf } from '../support/cli.ts';
import { CliLab, takeTime } from '../support/cli-lab.ts';
import { serve } from '../support/http-server.ts';

takeTime();

let desk: CliLab;
beforeAll(async () => {
  desk = await CliLab.start('ena');
});
afterAll(() => desk.close());
beforeEach(() => desk.lab.reset());

const HEAD =
  'tax_id\tscientific_name\tsample_alias\tsample_title\tcollection date\tgeographic location (country and/or sea)\tgeographic location (latitude)';
const sheet = (...aliases: string[]) =>
  [
    'Checklist\tERC000011\tENA default sample checklist',
    HEAD,
    '#units\t\t\t\t\t\tDD',
    ...aliases.map((alias) => `9606\tHomo sapiens\t${alias}\t"One ""of"" many"\t2020-01-01\tGermany\t52.1`),
    '',
  ].join('\n');

const PROJECT = {
  projects: [
    {
      alias: 'p1',
      title: 'A title that is long enough',
      description: 'A description that is long enough, too',
    },
  ],
  submission: { actions: [{ type: 'ADD' }, { type: 'HOLD', holdUntilDate: '2027-01-31' }] },
};

/** Rows below the header and the line of units. */
const rowsOf = (text: string) => tableOf(text.split('\n').slice(1).join('\n')).slice(1);

describe("ena submit, ENA's spreadsheet", () => {
  it('gives it back with both accessions, and all else as it was', async () => {
    desk.write('in.tsv', sheet('h1', 'h2'));
    const { code, out } = await desk.run(['ena', 'submit', 'in.tsv']);
    expect(code).toBe(0);
    const given = sheet('h1', 'h2').split('\n');
    const back = out.split('\n');
    expect([back[0], back[2]]).toEqual([given[0], given[2]]);
    expect(back[1]).toBe(`${HEAD}\taccession\tbiosample accession\taccession status\taccession error`);
    for (const at of [3, 4]) {
      expect(back[at]?.startsWith(`${given[at]}\t`)).toBe(true);
      expect(back[at]).toMatch(/\tERS\d+\tSAMEA\d+\tstored\t$/);
    }
    const { samples } = linesOf(
      (await desk.run(['ena', 'receipt', await submissionOf('in.tsv'), '--json'])).out,
    )[0] as {
      samples: { alias: string; accession: string; status: string }[];
    };
    expect(samples).toMatchObject([
      { alias: 'h1', accession: rowsOf(out)[0]?.accession, status: 'PRIVATE' },
      { alias: 'h2', accession: rowsOf(out)[1]?.accession },
    ]);
  });

  const submissionOf = async (file: string): Promise<string> => {
    const { out } = await desk.run(['ena', 'submit', file, '--json']);
    return String(linesOf(out)[0]?.submission);
  };

  it('submitted again is found, with a journal and without', async () => {
    desk.write('in.tsv', sheet('h1', 'h2', 'h3'));
    const args = ['ena', 'submit', 'in.tsv', '--batch', '2', '--json'];
    const first = await desk.run([...args, '--journal', 'run.ndjson']);
    const accessions = linesOf(first.out).map(({ accession }) => accession);
    for (const more of [['--journal', 'run.ndjson'], []]) {
      const again = await desk.run([...args, ...more]);
      expect(again.code).toBe(0);
      expect(linesOf(again.out).map(({ status }) => status)).toEqual(['found', 'found', 'found', undefined]);
      expect(linesOf(again.out).map(({ accession }) => accession)).toEqual(accessions);
    }
  });

  it('says which sample of a batch was at fault, and which went down with it', async () => {
    const rows = sheet('h1', 'h2', 'h3').replace('9606\tHomo sapiens\th2', '999999999\tNobody\th2');
    desk.write('in.tsv', rows);
    const { code, err } = await desk.run(['ena', 'submit', 'in.tsv', '--batch', '2', '--output', 'out.tsv']);
    expect(code).toBe(3);
    const [h1, h2, h3] = rowsOf(desk.read('out.tsv'));
    expect(h1).toMatchObject({
      accession: '',
      'accession status': 'not sent',
      'accession error': '"nothing of its batch was stored, because of ""h2"""',
    });
    expect(h2).toMatchObject({
      'accession status': 'refused',
      'accession error': expect.stringContaining('Invalid tax id'),
    });
    expect(h3).toMatchObject({ 'accession status': 'stored' });
    expect(err).toMatch(/line 5 \(h2\): refused: .*Invalid tax id/);

    // Mended, the table that came back sends only the rest.
    desk.write('mended.tsv', desk.read('out.tsv').replace('999999999\tNobody', '9606\tHomo sapiens'));
    const again = await desk.run(['ena', 'submit', 'mended.tsv', '--output', 'done.tsv']);
    expect(again.code).toBe(0);
    expect(rowsOf(desk.read('done.tsv')).every(({ accession }) => /^ERS\d+$/.test(accession ?? ''))).toBe(
      true,
    );
    expect(rowsOf(desk.read('done.tsv'))[2]?.accession).toBe(h3?.accession);
  });

  it('takes the accession of an alias that is there, and sends the others with the next run', async () => {
    desk.write('one.tsv', sheet('h1'));
    const one = rowsOf((await desk.run(['ena', 'submit', 'one.tsv'])).out)[0]?.accession;
    desk.write('two.tsv', sheet('h1', 'h2'));
    const first = await desk.run(['ena', 'submit', 'two.tsv', '--output', 'out.tsv']);
    expect(first.code).toBe(3);
    expect(rowsOf(desk.read('out.tsv')).map((row) => [row.accession, row['accession status']])).toEqual([
      [one, 'found'],
      ['', 'not sent'],
    ]);
    const { code, out } = await desk.run(['ena', 'submit', 'out.tsv']);
    expect(code).toBe(0);
    expect(rowsOf(out).map((row) => row['accession status'])).toEqual(['found', 'stored']);
  });

  it('sends nothing in a dry run, and tells what cannot be meant', async () => {
    desk.write('in.tsv', sheet('h1', '').replace('9606\tHomo sapiens\t\t', 'human\tHomo sapiens\t\t'));
    desk.asked();
    const { code, err } = await desk.run(['ena', 'submit', 'in.tsv', '--dry-run', '--output', 'dry.tsv']);
    expect(code).toBe(3);
    expect(err).toContain('line 5: the sample has no alias; "human" is not the number of a taxon');
    expect(rowsOf(desk.read('dry.tsv')).map((row) => row['accession status'])).toEqual(['valid', 'refused']);
    expect(desk.asked()).toEqual([]);
  });
});

describe('ena submit, documents', () => {
  it.each(['json', 'xml'])('submits %s once, however often it is sent', async (format) => {
    const xml = `<WEBIN><SUBMISSION_SET><SUBMISSION><ACTIONS><ACTION><ADD/></ACTION><ACTION><HOLD HoldUntilDate="2027-01-31"/></ACTION></ACTIONS></SUBMISSION></SUBMISSION_SET><PROJECT_SET><PROJECT alias="p1"><TITLE>A title that is long enough</TITLE><DESCRIPTION>A description that is long enough, too</DESCRIPTION><SUBMISSION_PROJECT><SEQUENCING_PROJECT/></SUBMISSION_PROJECT></PROJECT></PROJECT_SET></WEBIN>`;
    desk.write(`doc.${format}`, format === 'json' ? JSON.stringify(PROJECT) : xml);
    const first = await desk.run(['ena', 'submit', `doc.${format}`]);
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^type\talias\taccession\texternal\nproject\tp1\tPRJEB\d+\tERP\d+\n$/);
    expect(first.err).toContain('TEST submission');
    const second = await desk.run(['ena', 'submit', `doc.${format}`, '--output', 'receipt.tsv']);
    expect([second.code, desk.read('receipt.tsv')]).toEqual([0, first.out]);
    expect(second.err).toContain('it was stored already');
  });

  it('asks for the receipt of what is in the queue', async () => {
    desk.lab.lifecycle.set('ena.queue', { after: { reads: 1 } });
    desk.write('doc.json', JSON.stringify(PROJECT));
    const queued = await desk.run(['ena', 'submit', 'doc.json', '--queue', '--output', 'queued.json']);
    expect(queued.code).toBe(0);
    const early = await desk.run(['ena', 'poll', 'queued.json']);
    expect([early.code, early.out]).toEqual([7, '']);
    expect(early.err).toContain('still in the queue');
    const { code, out } = await desk.run(['ena', 'poll', 'queued.json', '--wait']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^project\tp1\tPRJEB/m)]);
    const { submissionId, alias } = JSON.parse(desk.read('queued.json'));
    expect((await desk.run(['ena', 'poll', submissionId])).out).toBe(out);
    expect((await desk.run(['ena', 'receipt', alias])).out).toBe(out);
  });

  it('submits many of them, with a journal', async () => {
    const second = { ...PROJECT, projects: [{ ...PROJECT.projects[0], alias: 'p2' }] };
    desk.write('docs.ndjson', `${JSON.stringify(PROJECT)}\n\n${JSON.stringify(second)}\n`);
    const args = ['ena', 'submit', 'docs.ndjson', '--journal', 'docs.journal'];
    const first = await desk.run(args);
    expect(linesOf(first.out)).toMatchObject([
      {
        at: 'line 1',
        status: 'stored',
        submission: expect.stringMatching(/^ERA/),
        accessions: [{ alias: 'p1' }],
      },
      { at: 'line 3', status: 'stored', accessions: [{ alias: 'p2' }] },
    ]);
    const again = await desk.run(args);
    expect(linesOf(again.out).map(({ status }) => status)).toEqual(['found', 'found']);
    const bare = await desk.run(['ena', 'submit', 'docs.ndjson']);
    expect(linesOf(bare.out).map(({ status }) => status)).toEqual(['found', 'found']);
  });

  it('takes the accession of an object that is there when asked to', async () => {
    desk.write('doc.json', JSON.stringify(PROJECT));
    await desk.run(['ena', 'submit', 'doc.json']);
    desk.write(
      'other.json',
      JSON.stringify({ ...PROJECT, submission: { ...PROJECT.submission, alias: 'mine' } }),
    );
    const refused = await desk.run(['ena', 'submit', 'other.json']);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('`--accept-existing` takes its accession');
    const { code, out } = await desk.run(['ena', 'submit', 'other.json', '--accept-existing']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^project\tp1\tPRJEB/m)]);
  });

  it.each([
    ['a misspelt field', '{"sampels": []}', 2, /sampels: is not known/],
    ['what is no JSON', '{"samples": ', 2, /doc\.json is not JSON/],
  ])('explains %s', async (_, text, exitCode, message) => {
    desk.write('doc.json', text);
    desk.asked();
    for (const more of [[], ['--dry-run']]) {
      const { code, err } = await desk.run(['ena', 'submit', 'doc.json', ...more]);
      expect([code, err]).toEqual([exitCode, expect.stringMatching(message)]);
    }
    expect(desk.asked()).toEqual([]);
  });

  it('stops knocking when the login is refused', async () => {
    desk.write('in.tsv', sheet(...Array.from({ length: 200 }, (_, n) => `h${n}`)));
    desk.asked();
    const env = { WEBIN_PASSWORD: 'not the password' };
    const { code } = await desk.run(['ena', 'submit', 'in.tsv', '--batch', '1', '--output', 'out.tsv'], {
      env,
    });
    expect(code).toBe(6);
    expect(desk.asked().length).toBeLessThan(30);
    const statuses = rowsOf(desk.read('out.tsv')).map((row) => row['accession status']);
    expect(new Set(statuses)).toEqual(
      new Set(['failed', 'refused', 'not sent'].filter((one) => statuses.includes(one))),
    );
    expect(statuses.at(-1)).toBe('not sent');
  });

  it('does not know every receipt', async () => {
    const { code, err } = await desk.run(['ena', 'receipt', 'nobody']);
    expect([code, err]).toEqual([3, expect.stringContaining('ENA knows no submission "nobody"')]);
  });
});

describe('ena submit, a document and its options', () => {
  const LATIN =
    '<?xml version="1.0" encoding="ISO-8859-1"?><WEBIN><SUBMISSION_SET><SUBMISSION alias="latin"><ACTIONS><ACTION><ADD/></ACTION></ACTIONS></SUBMISSION></SUBMISSION_SET><PROJECT_SET><PROJECT alias="p1"><TITLE>Die Größe der Gerste</TITLE></PROJECT></PROJECT_SET></WEBIN>';

  it('never sends other characters than those of the file', async () => {
    const bytes = Buffer.from(LATIN, 'latin1');
    writeFileSync(desk.path('latin.xml'), bytes);
    desk.asked();
    const { code, err } = await desk.run(['ena', 'submit', 'latin.xml']);
    expect([code, err]).toEqual([2, expect.stringContaining('latin.xml is not UTF-8 text')]);
    expect(desk.asked()).toEqual([]);

    const bodies: Buffer[] = [];
    const ena = await serve(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      bodies.push(Buffer.concat(parts));
      response.writeHead(400, { 'content-type': 'text/plain' }).end('no');
    });
    await desk.run(['ena', 'submit', 'latin.xml', '--as-is'], { env: { ENA_URL: ena.url } });
    await ena.close();
    expect(bodies.map((body) => body.toString('latin1'))).toEqual([LATIN]);

    desk.write('marked.json', `\uFEFF${JSON.stringify(PROJECT)}`);
    expect((await desk.run(['ena', 'submit', 'marked.json'])).code).toBe(0);
  });

  it('refuses options that mean nothing there, and never overwrites its input', async () => {
    desk.write('doc.json', JSON.stringify(PROJECT));
    desk.write('docs.ndjson', `${JSON.stringify(PROJECT)}\n`);
    desk.write('in.tsv', sheet('h1'));
    desk.asked();
    for (const [args, message] of [
      [['doc.json', '--hold', '2027-06-01'], /--hold is not for a document.*HOLD/s],
      [['doc.json', '--checklist', 'ERC000014'], /--checklist is not for a document/],
      [['doc.json', '--journal', 'j'], /--journal is not for a document/],
      [['doc.json', '--batch', '10'], /--batch is not for a document.*samples of a table/s],
      [['docs.ndjson', '--hold', '2027-06-01'], /--hold is not for many documents/],
      [['docs.ndjson', '--accept-existing'], /--accept-existing is not for many documents/],
      [['in.tsv', '--queue'], /--queue is not for samples/],
      [['in.tsv', '--as-is'], /--as-is is not for samples/],
      [['doc.json', '--as-is', '--accept-existing'], /--accept-existing and --as-is/],
      [['doc.json', '--queue', '--accept-existing'], /--accept-existing and --queue/],
      [['doc.json', '--output', 'doc.json'], /--output is the input itself/],
      [['doc.json', '--output', 'nowhere/receipt.tsv'], /nowhere\/receipt\.tsv cannot be written/],
    ] as const) {
      const { code, err } = await desk.run(['ena', 'submit', ...args]);
      expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    }
    expect(desk.asked()).toEqual([]);
    expect(JSON.parse(desk.read('doc.json'))).toEqual(PROJECT);

    const dry = await desk.run(['ena', 'submit', 'doc.json', '--dry-run', '--json']);
    expect(linesOf(dry.out)).toMatchObject([{ summary: { valid: 1, dryRun: true }, exitCode: 0 }]);
  });

  it.each([
    [[], 4, /^project\tp1\tPRJEB/m],
    [['--queue'], 5, /"submissionId":"ERA/],
  ])('tells what was stored when it cannot be written to its file: %j', async (more, exitCode, told) => {
    desk.write('doc.json', JSON.stringify(PROJECT));
    const name = `late${more.length}.out`;
    const stop = desk.at(1, 'received', () => {
      mkdirSync(desk.path(name));
    });
    const { code, out, err } = await desk.run(['ena', 'submit', 'doc.json', ...more, '--output', name]);
    stop();
    expect([code, out]).toEqual([exitCode, expect.stringMatching(told)]);
    expect(err).toContain(name);
  });
});
