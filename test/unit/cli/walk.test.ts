import { setImmediate as breathe } from 'node:timers/promises';
import { ConfigError, ConnectionError } from 'accession';
import { expect, it } from 'vitest';
import type { Entry } from '../../../src/cli/records/entry.ts';
import type { Outcome } from '../../../src/cli/records/outcome.ts';
import { type Work, walk } from '../../../src/cli/records/walk.ts';

/** `-` is a remark, `!` cannot be meant, `=` has its accession; all others are records. */
async function* entries(words: string, read: string[] = []): AsyncGenerator<Entry<string>> {
  for (const [index, word] of [...words].entries()) {
    read.push(word);
    const place = `line ${index + 1}`;
    if (word === '-') yield { place, reading: { note: true } };
    else if (word === '!') yield { place, reading: { problems: ['no'] } };
    else if (word === '=') yield { place, reading: { has: 'A0' } };
    else yield { place, reading: { item: word } };
  }
}

const store: Work<string> = async function* (items) {
  for await (const key of items) yield { status: 'stored', key };
};

async function seen(steps: ReturnType<typeof walk<string>>): Promise<{ words: string[]; error: unknown }> {
  const words: string[] = [];
  try {
    for await (const { entry, outcome } of steps)
      words.push(
        `${entry.place.slice(5)}:${outcome ? `${outcome.status}${outcome.key && ` ${outcome.key}`}` : '-'}`,
      );
    return { words, error: undefined };
  } catch (error) {
    return { words, error };
  }
}

it('gives every entry in order, with what became of it', async () => {
  const { words, error } = await seen(walk(entries('-a!b=-'), store));
  expect(words).toEqual(['1:-', '2:stored a', '3:refused', '4:stored b', '5:found', '6:-']);
  expect(error).toBeUndefined();
});

it('reads no further than the work asks', async () => {
  const read: string[] = [];
  const steps = walk(entries('abcdef', read), store);
  await steps.next();
  expect(read).toEqual(['a']);
});

it('stopped, gives the rest as not sent; what is under way comes to its end', async () => {
  const stop = new AbortController();
  const two: Work<string> = async function* (items) {
    const source = items[Symbol.asyncIterator]();
    const first = await source.next();
    const second = await source.next();
    stop.abort();
    await breathe();
    for (const { value } of [first, second]) yield { status: 'stored', key: String(value) };
    expect((await source.next()).done).toBe(true);
  };
  const { words } = await seen(walk(entries('ab-cd'), two, stop.signal));
  expect(words).toEqual(['1:stored a', '2:stored b', '3:-', '4:not sent', '5:not sent']);
});

it('stopped while it waits for more, loses nothing of what then comes', async () => {
  const stop = new AbortController();
  let more: (() => void) | undefined;
  const late: AsyncGenerator<Entry<string>> = (async function* () {
    yield* entries('a');
    await new Promise<void>((resolve) => {
      more = resolve;
    });
    yield* entries('b');
  })();
  const all = seen(walk(late, store, stop.signal));
  while (!more) await breathe();
  stop.abort();
  await breathe();
  more();
  expect((await all).words).toEqual(['1:stored a', '1:not sent']);
});

it('broken off, gives what it knows of all entries before it fails', async () => {
  const trouble = new Error('gone');
  const breaks: Work<string> = async function* (items) {
    const source = items[Symbol.asyncIterator]();
    await source.next();
    await source.next();
    yield { status: 'stored', key: 'a' } satisfies Outcome;
    throw trouble;
  };
  const { words, error } = await seen(walk(entries('abc'), breaks));
  expect(words).toEqual(['1:stored a', '2:unknown', '3:not sent']);
  expect(error).toBe(trouble);
});

it('does not call unknown what the library never began', async () => {
  const call = { method: 'POST', url: '', attempts: 1, outcome: 'refused' as const };
  const trouble = new ConnectionError('gone', { ...call, reason: 'ECONNREFUSED' });
  const givesUp: Work<string> = async function* (items) {
    const source = items[Symbol.asyncIterator]();
    await source.next();
    await source.next();
    yield { status: 'failed', key: 'a', error: trouble } satisfies Outcome;
    throw trouble;
  };
  const { words, error } = await seen(walk(entries('a-bc'), givesUp));
  expect(words).toEqual(['1:failed a', '2:-', '3:not sent', '4:not sent']);
  expect(error).toBe(trouble);
});

it('gives nothing when nothing could begin', async () => {
  const refuses: Work<string> = (items) => ({
    [Symbol.asyncIterator]: () => ({
      async next() {
        await items[Symbol.asyncIterator]().next();
        throw new ConfigError('no account');
      },
    }),
  });
  const { words, error } = await seen(walk(entries('ab'), refuses));
  expect(words).toEqual([]);
  expect(error).toBeInstanceOf(ConfigError);
});

it('fails where the file does', async () => {
  const broken: AsyncGenerator<Entry<string>> = (async function* () {
    yield* entries('a');
    throw new Error('line 2');
  })();
  const { words, error } = await seen(walk(broken, store));
  expect(words).toEqual(['1:stored a']);
  expect((error as Error).message).toBe('line 2');
});

it('cut off while the rest does not come, ends without it', async () => {
  const stop = new AbortController();
  async function* endless() {
    yield* entries('a');
    stop.abort();
    await new Promise(() => {});
  }
  let cuts = 0;
  const patience = {
    signal: new AbortController().signal,
    waitMs: 10,
    onCut: () => {
      cuts += 1;
    },
  };
  const { words, error } = await seen(walk(endless(), store, stop.signal, patience));
  expect([words, error, cuts]).toEqual([['1:stored a'], undefined, 1]);
});
