import { lstatSync, readlinkSync, statSync } from 'node:fs';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  ENOTDIR: 'what should be its folder is a file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'one can only read there',
  ENAMETOOLONG: 'its name is too long',
  ENOTSUP: 'it is no file',
};

/** Why a file cannot be begun, behind `… cannot be written`: in words where the system's code has some. */
export function whyNotWritten(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return WHY[code] === undefined ? ` (${code})` : `: ${WHY[code]}`;
}

/**
 * What is there and is no file: a device, a pipe, `/dev/stdout`. What is written to another name and renamed would take its
 * place: as root, that of `/dev/null`.
 */
export function isNoFile(path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there && !there.isFile()) return true;
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink && readlinkSync(path).startsWith('/proc/');
}
