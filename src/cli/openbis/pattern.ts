/**
 * Whether a file of a dataset is meant by a pattern: `*` stands for any run of characters, folders included, `?` for
 * one, as in searches of openBIS. Without them it names a file or a folder. `original/` in front may be left out.
 */
export function matcher(patterns: readonly string[]): (path: string) => boolean {
  const tests = patterns.map((pattern) => {
    const bare = pattern.replace(/^\/+|\/+$/g, '');
    const source = bare
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^(?:original/)?${source}(?:/.*)?$`, 's');
  });
  return (path) => tests.some((test) => test.test(path));
}
