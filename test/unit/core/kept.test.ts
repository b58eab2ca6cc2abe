import { expect, it } from 'vitest';
import { AbortedError } from '../../../src/core/errors/index.ts';
import { Kept } from '../../../src/core/kept.ts';

const aborted = () =>
  new AbortedError({
    service: 'ena',
    operation: 'ena.checklists.get',
    method: 'GET',
    url: '',
    attempts: 0,
    outcome: 'not-sent',
  });

it('asks once for each key, also when many wait', async () => {
  const kept = new Kept<string>();
  const asked: string[] = [];
  const get = (key: string) => kept.get(key, async () => `${key}${asked.push(key)}`);
  expect(await Promise.all([get('a'), get('a'), get('b'), get('a')])).toEqual(['a1', 'a1', 'b2', 'a1']);
  expect(await get('a')).toBe('a1');
});

it('forgets a failure, which is told to all who waited', async () => {
  const kept = new Kept<string>();
  const failed = () => Promise.reject(new Error('not there'));
  const both = [kept.get('a', failed), kept.get('a', async () => 'never asked')];
  expect(await Promise.allSettled(both)).toEqual(
    Array(2).fill({ status: 'rejected', reason: new Error('not there') }),
  );
  expect(await kept.get('a', async () => 'found')).toBe('found');
});

it('goes on for the others when the one who asked first stops', async () => {
  const kept = new Kept<string>();
  const stopped = kept.get('a', () => Promise.reject(aborted()));
  const waiting = [kept.get('a', async () => 'found'), kept.get('a', async () => 'asked twice')];
  await expect(stopped).rejects.toBeInstanceOf(AbortedError);
  expect(await Promise.all(waiting)).toEqual(['found', 'found']);
});
