const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'one can only read there',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file cannot be begun, behind `… cannot be written`: in words where the system's code has some. */
export function whyNotWritten(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return WHY[code] === undefined ? ` (${code})` : `: ${WHY[code]}`;
}
