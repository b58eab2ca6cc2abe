import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Script, script } from '../support/child.ts';
import { serve, type TestServer } from '../support/http-server.ts';
import { within } from '../support/scale.ts';
import { describeWhen } from '../support/skip-loudly.ts';

const COUNT = 10_000;
/** Of ten times the samples. */
const MOST_GROWTH_MIB = 24;
/** Twice what a page takes; all samples at once would end the process, however lazily its garbage is collected. */
const HEAP_MIB = 40;
/** Every so many samples are pending, and every so many have an error. */
const PENDING = 10;
const WRONG = 4;

/** One of many samples, with its validation beside it and some weight. */
function sampleAt(origin: string, n: number): object {
  const isPending = n % PENDING === 0;
  const isWrong = !isPending && n % WRONG === 1;
  const self = { href: `${origin}/api/samples/${n}` };
  return {
    alias: `animal_${n}`,
    title: 'A sheep of the high pastures',
    attributes: Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `attribute ${i}`,
        [{ value: 'x'.repeat(80), terms: [{ url: '' }] }],
      ]),
    ),
    _embedded: {
      validationResult: {
        validationStatus: isPending ? 'Pending' : 'Complete',
        ...(!isPending && {
          overallValidationOutcomeByAuthor: { Core: 'Pass', Taxonomy: isWrong ? 'Error' : 'Pass' },
        }),
        ...(isWrong && { errorMessages: { Taxonomy: ['Invalid taxonomy: No taxon provided.'] } }),
      },
    },
    _links: { self, sample: self },
  };
}

describeWhen(
  existsSync('/proc/self/status'),
  'the memory of a list of 10,000 samples',
  'this system has no /proc to read the peak from',
)(`${COUNT} samples of one submission`, () => {
  let server: TestServer;
  let child: Script;
  const asked: string[] = [];
  beforeAll(async () => {
    server = await serve((request, response) => {
      const { pathname, searchParams, origin } = new URL(request.url ?? '', `http://${request.headers.host}`);
      asked.push(pathname);
      response.setHeader('content-type', 'application/hal+json;charset=UTF-8');
      if (pathname.endsWith('/submissionStatus')) return void response.end('{"status":"Draft"}');
      const total = Number(pathname.split('/')[3]);
      const size = Number(searchParams.get('size'));
      const number = Number(searchParams.get('page') ?? 0);
      const first = number * size;
      const samples = Array.from({ length: Math.min(size, total - first) }, (_, i) =>
        sampleAt(origin, first + i),
      );
      const page = { size, number, totalElements: total, totalPages: Math.ceil(total / size) };
      const next = `${origin}${pathname}?page=${number + 1}&size=${size}`;
      const _links = number + 1 < page.totalPages ? { next: { href: next } } : {};
      response.end(JSON.stringify({ _embedded: { samples }, _links, page }));
    });
    child = await script('test/chaos/usi-list-child.ts');
  });
  afterAll(async () => {
    child.remove();
    await server.close();
  });

  /** The submission's name is how many samples it has. */
  async function take(
    what: string,
    count: number,
  ): Promise<{ result: object; peakMiB: number; pages: number }> {
    asked.length = 0;
    const { ended } = child.run({
      ACCESSION_ENVIRONMENT: 'test',
      USI_URL: server.url,
      AAP_TOKEN: 'a-token-for-nobody',
      SUBMISSION: String(count),
      WHAT: what,
      NODE_OPTIONS: `--max-semi-space-size=2 --max-old-space-size=${HEAP_MIB}`,
    });
    const { code, stdout, stderr } = await within(120_000, what, ended);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { result, peakKiB } = JSON.parse(stdout) as { result: object; peakKiB: number };
    // Nothing is asked about a single sample.
    expect(new Set(asked.filter((path) => !path.endsWith('/submissionStatus')))).toEqual(
      new Set([`/api/submissions/${count}/contents/samples`]),
    );
    const pages = asked.filter((path) => path.endsWith('/samples')).length;
    return { result, peakMiB: Math.round(peakKiB / 1024), pages };
  }

  const pending = COUNT / PENDING;
  const withErrors = Array.from({ length: COUNT }, (_, n) => n).filter(
    (n) => n % PENDING !== 0 && n % WRONG === 1,
  ).length;

  it.each([
    ['status', { counts: { Pending: pending, Complete: COUNT - pending }, named: COUNT }],
    [
      'errors',
      { samples: COUNT, withErrors, pending, byAuthor: { Taxonomy: withErrors }, named: withErrors },
    ],
    ['samples with errors', { withErrors }],
  ])(
    '%s: one pass through the list, in the memory of a page',
    { timeout: 200_000 },
    async (what, expected) => {
      const few = await take(what, COUNT / 10);
      const all = await take(what, COUNT);
      expect(all.result).toMatchObject(expected);
      expect(all.pages).toBe(few.pages * 10);
      console.log(
        `memory: ${what} of ${COUNT} samples: at most ${all.peakMiB} MiB (${COUNT / 10}: ${few.peakMiB} MiB)`,
      );
      expect(all.peakMiB - few.peakMiB).toBeLessThan(MOST_GROWTH_MIB);
    },
  );
});
