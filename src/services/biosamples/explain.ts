import type { Issue } from '../../core/errors/index.ts';
import type { Explanation } from '../../core/http/endpoint.ts';
import type { ValidationIssue } from './types.ts';

/** Refusals that the server gives as 500, because nobody mapped them. Nothing was stored; repeating is pointless. */
const REFUSALS_AS_500 = [
  'Sample contains structured data',
  'Missing accession. Structured data should have an accession',
  'Missing data. Empty data is not accepted',
  'Empty structured data type',
];

const HINTS: readonly [RegExp, string][] = [
  [
    /Access Denied/i,
    'BioSamples says so when the token is missing, wrong or has ended: check the Webin account.',
  ],
  [/original submitter/i, 'The record belongs to another Webin account.'],
  [
    /taxonomy/i,
    'The organism must be the scientific name of a taxon that can be submitted, such as "Homo sapiens", or its taxId.',
  ],
  [
    /private and not available/i,
    'Only its owner sees it before its release date: configure that Webin account.',
  ],
];

/** A message that is no text is shown as what it is: it must not break the error that tells of it. */
const worded = (message: unknown): string =>
  typeof message === 'string' ? message : (JSON.stringify(message) ?? 'no message').slice(0, 500);

/** The validator's list: `[{ dataPath, errors }]`. */
export function validatorIssues(text: string): ValidationIssue[] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed)) return undefined;
  return parsed.map((item: { dataPath?: unknown; errors?: unknown }) => ({
    path: typeof item?.dataPath === 'string' ? item.dataPath : '',
    messages: Array.isArray(item?.errors) ? item.errors.map(worded) : [worded(item?.errors ?? item)],
  }));
}

/** Reads the five forms of a BioSamples refusal: error object, validator's list, plain text, nothing, HTML. */
export function explain(_status: number, text: string): Explanation {
  const list = validatorIssues(text);
  if (list) {
    const issues: Issue[] = list.flatMap(({ path, messages }) =>
      messages.map((message) => ({ path, message })),
    );
    const alternatives = issues.filter(({ message }) => message.startsWith('must have required property'));
    const anyWillDo = issues.some(({ message }) => message === 'must match a schema in anyOf');
    return {
      message: 'the sample does not meet its checklist',
      issues,
      hint:
        anyWillDo && alternatives.length > 1
          ? `One of these is enough: ${alternatives.map(({ message }) => message.replace(/^.*property /, '')).join(', ')}.`
          : undefined,
    };
  }
  let message = text.trim();
  try {
    const body = JSON.parse(text) as { message?: unknown; error?: unknown };
    const told =
      typeof body.message === 'string' && body.message !== 'No message available' ? body.message : '';
    message = told || (typeof body.error === 'string' ? body.error : '');
  } catch {
    // Plain text, or nothing at all.
  }
  return {
    message: message || undefined,
    permanent: REFUSALS_AS_500.some((refusal) => message.startsWith(refusal)),
    hint: HINTS.find(([pattern]) => pattern.test(message))?.[1],
  };
}
