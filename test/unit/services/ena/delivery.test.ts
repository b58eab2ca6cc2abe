import {
  AccessionTable,
  add,
  basic,
  createClient,
  dayOf,
  duplicateIn,
  Ena,
  is,
  Receipt,
  RejectedError,
  ResponseError,
  TransportFailure,
  WaitTimeout,
  webinBasic,
} from 'accession';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, FakeTransport, lost, type SentRequest } from '../../../support/fake-transport.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const sample = { alias: 's1', organism: { taxonId: 9606 } };
const named = add({ samples: [sample] }, { alias: 'sub-1' });
const yes = (alias = 's1'): FakeAnswer => ({
  body: {
    success: true,
    samples: [{ alias, accession: 'ERS1', status: 'PRIVATE' }],
    submission: { alias: 'sub-1', accession: 'ERA000001' },
    actions: ['ADD'],
  },
});
const no = (...error: string[]): FakeAnswer => ({ body: { success: false, messages: { error } } });
const taken = (what: string, alias: string, accession: string) =>
  `In ${what}, alias: "${alias}". The object being added already exists in the submission account with accession: "${accession}".`;

type Answers = ConstructorParameters<typeof FakeTransport>;
function client(...answers: Answers) {
  const transport = new FakeTransport(...answers);
  const clock = new ManualClock();
  const auth = basic({ username: 'Webin-1', password: 'pass-word-1' });
  const ena = new Ena({ auth, transport, clock, random: () => 0, url: 'https://ena.test' });
  const wait = <T>(work: Promise<T>): Promise<T> => clock.run(work);
  const said = () =>
    transport.sent.map(({ url, body }) => `${url.split('webin-v2')[1]} ${actionOf(body)}`.trim());
  return { ena, transport, wait, said };
}
const actionOf = (body: SentRequest['body']): string =>
  body
    ? JSON.parse(body)
        .submission.actions.map(({ type }: { type: string }) => type)
        .join('+')
    : '';

describe('after a lost answer', () => {
  it('the receipt is asked for before anything is sent again', async () => {
    const { ena, wait, said } = client(lost, yes());
    await expect(wait(ena.submissions.submit(named))).resolves.toMatchObject({ settledBy: 'receipt' });
    expect(said()).toEqual(['/submit ADD', '/submit RECEIPT']);
  });

  it('a receipt under the same alias that speaks of other objects is not ours', async () => {
    const { ena, wait, said } = client(
      lost,
      yes('other'),
      no(taken('submission', 'sub-1', 'ERA000001')),
      yes('other'),
    );
    await expect(wait(ena.submissions.submit(named))).rejects.toBeInstanceOf(RejectedError);
    expect(said()).toEqual(['/submit ADD', '/submit RECEIPT', '/submit ADD', '/submit RECEIPT']);
  });

  it('a refusal that names the submission means that the first one was stored', async () => {
    const { ena, wait } = client(
      lost,
      no('nothing there'),
      no(taken('submission', 'sub-1', 'ERA000001')),
      yes(),
    );
    await expect(wait(ena.submissions.submit(named))).resolves.toMatchObject({
      settledBy: 'receipt',
      success: true,
    });
  });

  it('what is refused later does not undo the doubt, unless the refusal proves that nothing was there', async () => {
    const answers = (then: FakeAnswer): Answers => [lost, no('nothing there'), then];
    const denied = client(...answers({ status: 401 }));
    await expect(denied.wait(denied.ena.submissions.submit(named))).rejects.toMatchObject({
      code: 'unauthenticated',
      outcome: 'unknown',
      hint: expect.stringContaining('An earlier try may have stored it'),
    });
    const object = client(...answers(no(taken('sample', 's1', 'ERS1'))));
    await expect(object.wait(object.ena.submissions.submit(named))).rejects.toMatchObject({
      outcome: 'unknown',
    });
    const proved = client(...answers(no('In sample, alias: "s1". Taxon is missing.')));
    await expect(proved.wait(proved.ena.submissions.submit(named))).rejects.toMatchObject({
      outcome: 'refused',
    });
  });

  it('it is given up in time, and the doubt is stated', async () => {
    const { ena, wait, said } = client((request) =>
      actionOf(request.body) === 'ADD' ? lost : no('nothing there'),
    );
    await expect(wait(ena.submissions.submit(named, { retries: 1 }))).rejects.toMatchObject({
      outcome: 'unknown',
    });
    expect(said()).toEqual(['/submit ADD', '/submit RECEIPT', '/submit ADD', '/submit RECEIPT']);
  });

  it('of the queue it is sent again, and one of the two is found stored', async () => {
    const job = {
      body: { submissionId: 'ERA000002', links: [{ rel: 'poll-xml', href: 'https://evil.test' }] },
    };
    const { ena, wait, said, transport } = client(
      lost,
      job,
      { status: 202, body: '' },
      no(taken('submission', 'sub-1', 'ERA000001')),
      yes(),
    );
    const queued = await wait(ena.submissions.enqueue(named));
    expect(queued).toEqual({
      submissionId: 'ERA000002',
      alias: 'sub-1',
      fingerprint: expect.stringMatching(/^[0-9a-f]{24}$/),
      sent: { samples: 1 },
    });
    await expect(wait(ena.submissions.waitUntil(queued))).resolves.toMatchObject({ settledBy: 'receipt' });
    expect(said()).toEqual([
      '/submit/queue ADD',
      '/submit/queue ADD',
      '/submit/poll/ERA000002',
      '/submit/poll/ERA000002',
      '/submit RECEIPT',
    ]);
    expect(transport.sent.every(({ url }) => url.startsWith('https://ena.test/ena/submit/webin-v2/'))).toBe(
      true,
    );
  });
});

describe('a receipt', () => {
  it('from the queue that cannot be fetched says nothing of the document', async () => {
    const job = { body: { submissionId: 'ERA000002' } };
    const queue = { mode: 'queue' } as const;
    const denied = client(job, { status: 403 });
    await expect(denied.wait(denied.ena.submissions.submit(named, queue))).rejects.toMatchObject({
      code: 'forbidden',
      outcome: 'unknown',
      hint: expect.stringContaining('submissions.waitUntil("ERA000002")'),
    });
    const stop = new AbortController();
    const left = client(job, { status: 202, body: '' });
    const onProgress = () => stop.abort();
    await expect(
      left.wait(left.ena.submissions.submit(named, { ...queue, onProgress, signal: stop.signal })),
    ).rejects.toMatchObject({ code: 'aborted', outcome: 'unknown' });
    // So many objects go by the queue, and the queue does not come to its end.
    const slow = client((request) =>
      actionOf(request.body) === 'RECEIPT'
        ? no('nothing there')
        : request.body
          ? job
          : { status: 202, body: '' },
    );
    const samples = Array.from({ length: 501 }, (_, i) => ({ ...sample, alias: `s${i}` }));
    const { failures } = await slow.wait(slow.ena.submissions.createMany([add({ samples })]).done());
    expect(failures).toMatchObject([
      { status: 'unknown', error: { outcome: 'unknown', hint: expect.stringContaining('ERA000002') } },
    ]);
  });

  it('that is a page of the gateway still says what its status means', async () => {
    const page = { status: 413, body: '<html><title>Too large</title></html>' };
    const { ena, wait } = client({ ...page, headers: { 'content-type': 'text/html' } });
    await expect(wait(ena.submissions.submit(named))).rejects.toMatchObject({
      status: 413,
      outcome: 'refused',
      hint: expect.stringContaining('mode "queue"'),
    });
  });

  it('about files that are not there says what to do', async () => {
    const { ena, wait } = client(no('In run, alias: "r". File "a.bam" does not exist in the upload area.'));
    await expect(wait(ena.submissions.submit(named))).rejects.toMatchObject({
      hint: expect.stringContaining('Files are uploaded first'),
    });
  });

  it('from the queue of another document under the same alias is not taken for ours', async () => {
    const job = { body: { submissionId: 'ERA000002' } };
    const refused = no(taken('submission', 'sub-1', 'ERA000001'));
    const { ena, wait } = client(job, refused, yes('other'));
    const queued = await wait(ena.submissions.enqueue(named));
    await expect(wait(ena.submissions.waitUntil(queued))).rejects.toBeInstanceOf(RejectedError);
  });

  it('that says yes and lacks an accession is no yes, and is not sent again', async () => {
    const { ena, wait, said } = client({
      body: { success: true, samples: [{ alias: 's1', accession: '' }] },
    });
    const error = await wait(ena.submissions.submit(named)).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'rejected',
      outcome: 'unknown',
      message: expect.stringContaining('sample "s1"'),
    });
    expect(said()).toEqual(['/submit ADD', '/submit RECEIPT']);
  });

  it('that says yes and holds an error is a no', async () => {
    const { ena, wait } = client({ body: { ...(yes().body as object), messages: { error: ['Any.'] } } });
    await expect(wait(ena.submissions.submit(named))).rejects.toMatchObject({ outcome: 'refused' });
  });

  it('in another form than was promised is a broken answer', async () => {
    for (const body of [
      '<RECEIPT',
      '<html><title>Gateway</title></html>',
      '{"success": "maybe"}',
      '<OTHER/>',
      '',
    ]) {
      const { ena, wait } = client({ body }, no('nothing there'));
      await expect(wait(ena.submissions.submit(named, { retries: 0 }))).rejects.toBeInstanceOf(ResponseError);
    }
  });

  it('of a question needs no accessions', async () => {
    const { ena, wait } = client({
      body: { success: true, samples: [{ alias: 's1' }], actions: ['VALIDATE'] },
    });
    await expect(wait(ena.submissions.validate(named))).resolves.toMatchObject({ valid: true });
  });

  it('keeps fields that this version does not know, and shows its accessions as a table', () => {
    const receipt = new Receipt({ ...(yes('a <b>').body as { success: boolean }), tomorrow: 1 });
    expect(receipt.tomorrow).toBe(1);
    expect(receipt.accessions).toBeInstanceOf(AccessionTable);
    expect(receipt.toHtml()).toMatch(/>a &lt;b&gt;<\/td><td [^>]*>ERS1<\/td>/);
    expect(JSON.parse(JSON.stringify(receipt.accessions))).toEqual([
      { type: 'sample', alias: 'a <b>', accession: 'ERS1' },
    ]);
  });

  it.each([
    [taken('sample', 'a "x', 'ERS1'), undefined],
    [taken('sample', 'a', 'ERS1'), { kind: 'samples', alias: 'a', accession: 'ERS1' }],
    [
      'In analysis, alias:"b", accession:"". The object being added already exists in the submission account with accession: "ERZ2".',
      { kind: 'analyses', alias: 'b', accession: 'ERZ2' },
    ],
    [
      'In study, alias: "c". The object being added already exists in the submission account.',
      { kind: 'studies', alias: 'c' },
    ],
    ['In sample, alias: "a". File missing', undefined],
  ])('says in %j what is there', (message, expected) => {
    expect(duplicateIn(message)).toEqual(expected);
  });
});

it('waiting longer than allowed can be taken up again', async () => {
  const { ena, wait } = client({ status: 202, body: 'still at it' });
  const error = await wait(ena.submissions.waitUntil('ERA000002', { timeoutMs: 60_000 })).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(WaitTimeout);
  expect((error as WaitTimeout).resumable).toEqual({ submissionId: 'ERA000002' });
});

it('accessions are known by their form, days without their zone', () => {
  expect([is.sample('ERS123456'), is.sample('SAMEA1'), is.sample('ERX123456'), is.project('PRJEB1')]).toEqual(
    [true, true, false, true],
  );
  expect(['2027-01-12Z', '2027-01-12+05:30', '2027-01-12'].map(dayOf)).toEqual(Array(3).fill('2027-01-12'));
});

it('the password goes along with every call, a token as it is; neither is shown', async () => {
  const { ena, transport, wait } = client(yes());
  await wait(ena.submissions.submit(named));
  expect(transport.sent[0]?.headers.authorization).toBe(
    `Basic ${Buffer.from('Webin-1:pass-word-1').toString('base64')}`,
  );
  const other = new FakeTransport(yes());
  const bearer = new Ena({ auth: webinBasic({ token: 'aaaa.bbbb.cccc' }), transport: other });
  await bearer.submissions.submit(named);
  expect(other.sent[0]?.headers.authorization).toBe('Bearer aaaa.bbbb.cccc');
  const { ena: silent, wait: waits } = client(no('the password pass-word-1 is wrong'));
  const error = await waits(silent.submissions.submit(named)).catch((e: unknown) => e);
  expect(JSON.stringify(error)).not.toContain('pass-word-1');
});

it('createClient gives ENA the Webin account, and the environment its addresses', async () => {
  const transport = new FakeTransport(new TransportFailure('ECONNREFUSED', false));
  const webin = { username: 'Webin-1', password: 'pass-word-1' };
  for (const [options, host] of [
    [{}, 'https://wwwdev.ebi.ac.uk/ena/submit/webin-v2/submit'],
    [{ environment: 'production' as const }, 'https://www.ebi.ac.uk/ena/submit/webin-v2/submit'],
    [{ ena: { environment: 'dev' as const } }, 'https://wwwdev.ebi.ac.uk/ena/dev/submit/webin-v2/submit'],
  ] as const) {
    const { ena } = createClient({ ...options, webin, transport, retries: 0 });
    await expect(ena.submissions.submit(named)).rejects.toMatchObject({
      code: 'connection',
      outcome: 'not-sent',
    });
    expect(transport.sent.at(-1)?.url).toBe(host);
  }
});
