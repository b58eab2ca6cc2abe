import { describe, expect, it } from 'vitest';
import { foldersOf } from '../../../src/core/folders.ts';

describe('the folders of files', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['a'], []],
    [['a/b/c.txt'], ['a', 'a/b']],
    [
      ['a/b/c.txt', 'a/x.txt', 'a/b/d/e.txt', 'b/c'],
      ['a', 'a/b', 'a/b/d', 'b'],
    ],
  ])('of %j are %j', (files, folders) => {
    expect([...foldersOf(files)].sort()).toEqual(folders);
  });
});
