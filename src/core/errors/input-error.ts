import { type ErrorContext, RepositoryError } from './repository-error.ts';

/** One thing that is wrong with a value, and where. */
export interface Issue {
  /** Where in the value: `characteristics.organism[0].text`. Empty for the value itself. */
  path: string;
  /** What is wrong and what to do. */
  message: string;
}

const SHOWN = 5;

/** `  path: message` lines, the first few of them. */
export function listIssues(issues: readonly Issue[]): string {
  const lines = issues.slice(0, SHOWN).map(({ path, message }) => `  ${path ? `${path}: ` : ''}${message}`);
  if (issues.length > SHOWN) lines.push(`  … and ${issues.length - SHOWN} more`);
  return lines.join('\n');
}

/** The arguments cannot be what was meant. Thrown before anything is sent. */
export class InputError extends RepositoryError {
  static override readonly kind: string = 'InputError';

  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], context: ErrorContext = {}) {
    const what = issues.length === 1 ? 'is a problem' : `are ${issues.length} problems`;
    const where = context.operation ? `${context.operation}: ` : '';
    super('input', `${where}nothing was sent, there ${what} with the input\n${listIssues(issues)}`, context);
    this.issues = issues;
  }
}
