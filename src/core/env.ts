import { readFileSync } from 'node:fs';
import { ConfigError } from './errors/index.ts';

/**
 * Reads settings from environment variables and remembers what is missing, so that all of it is said at once.
 * A variable that is set but empty counts as not set, as shells and CI systems leave them.
 */
export class EnvReader {
  readonly #missing: string[] = [];
  readonly #wrong: string[] = [];

  constructor(private readonly variables: Readonly<Record<string, string | undefined>>) {}

  get(name: string): string | undefined {
    return this.variables[name]?.trim() ? this.variables[name]?.trim() : undefined;
  }

  oneOf<const T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.get(name);
    if (value === undefined || (words as readonly string[]).includes(value)) return value as T | undefined;
    this.#wrong.push(`${name} must be ${words.join(' or ')}`);
    return undefined;
  }

  url(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || URL.canParse(value)) return value;
    this.#wrong.push(`${name} must be a full URL, such as https://host/path`);
    return undefined;
  }

  /** The content of the file that a variable names. */
  file(name: string): string | undefined {
    const path = this.get(name);
    if (path === undefined) return undefined;
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      this.#wrong.push(`${name} names a file that cannot be read (${(error as NodeJS.ErrnoException).code})`);
      return undefined;
    }
  }

  /** Settings that only make sense together: all, or none. */
  together(...names: string[]): boolean {
    const missing = names.filter((name) => this.get(name) === undefined);
    if (missing.length === 0) return true;
    if (missing.length < names.length) this.#missing.push(...missing);
    return false;
  }

  /** @throws ConfigError that names everything that is missing or wrong */
  finish(): void {
    const problems = [...this.#missing.map((name) => `${name} is not set`), ...this.#wrong];
    if (problems.length === 0) return;
    throw new ConfigError(`the environment is not complete: ${problems.join('; ')}`, {
      missing: this.#missing,
      hint: 'docs/configuration.md lists all variables.',
    });
  }
}
