/** The folders in which files lie, by their paths with /: `a/b/c.txt` makes `a` and `a/b`. */
export function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end);
      // Those above it are known as well.
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
