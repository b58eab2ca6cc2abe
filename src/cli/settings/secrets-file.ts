import { readFileSync, statSync } from 'node:fs';
import { UserError } from '../user-error.ts';

/** The prefixes of the variables in docs/configuration.md. */
const KNOWN = /^(?:ACCESSION|AAP|USI|WEBIN|BIOSAMPLES|ENA|OPENBIS|SODAR)_[A-Z_]+$/;

/** For group and for others; only the owner may read it. */
const OTHERS = 0o077;

/**
 * Reads `NAME=value` lines: the variables of docs/configuration.md. A file that others may read holds no secret, so it is
 * refused. Messages name lines, never what stands in them.
 */
export function readSecretsFile(path: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [index, text] of contentOf(path)
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name = '', value = ''] = /^(?:export\s+)?(\w+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (!KNOWN.test(name)) {
      throw new UserError(
        `${path}: line ${index + 1} does not set a variable of this program`,
        'A line is NAME=value, such as WEBIN_PASSWORD=…; docs/configuration.md has all names.',
      );
    }
    variables[name] = /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value;
  }
  return variables;
}

function contentOf(path: string): string {
  try {
    const { mode } = statSync(path);
    // Windows has no such bits.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
      throw new UserError(
        `${path} can be read or changed by others (${(mode & 0o777).toString(8)})`,
        `Take that away: chmod 600 ${path}. If others could read it for long, change the password.`,
      );
    }
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
