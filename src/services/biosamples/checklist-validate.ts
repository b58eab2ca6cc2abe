import type { ErrorObject, ValidateFunction } from 'ajv';
import type { Checklist } from './checklist-types.ts';
import type { SampleContent, Validation, ValidationIssue } from './types.ts';

const compiled = new WeakMap<object, Promise<ValidateFunction>>();

/** The validator is loaded by the first checklist, and each checklist is compiled once. */
function compile({ schema }: Checklist): Promise<ValidateFunction> {
  let ready = compiled.get(schema);
  if (!ready) {
    ready = load(schema);
    compiled.set(schema, ready);
  }
  return ready;
}

async function load(schema: Checklist['schema']): Promise<ValidateFunction> {
  const [{ Ajv }, { default: formats }] = await Promise.all([import('ajv'), import('ajv-formats')]);
  // Checklists carry keywords of their makers (cardinality, isValidTerm); those that ask a server cannot be followed here.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: true });
  (formats as unknown as (instance: unknown) => void)(ajv);
  const { $async: _async, ...rest } = schema;
  return ajv.compile(rest);
}

/** The message in the repository's own words. */
function said({ keyword, message = 'is not right', params }: ErrorObject): string {
  if (keyword === 'enum')
    return `${message}: ${(params as { allowedValues: unknown[] }).allowedValues.join(', ')}`;
  return message;
}

/** What a checklist says of a sample, offline. The pointers and words are those that the repository would answer. */
export async function validateOffline(sample: SampleContent, checklist: Checklist): Promise<Validation> {
  const validate = await compile(checklist);
  if (validate(sample)) return { valid: true, issues: [], sample };
  const issues = new Map<string, ValidationIssue>();
  for (const error of validate.errors ?? []) {
    const issue = issues.get(error.instancePath) ?? { path: error.instancePath, messages: [] };
    const message = said(error);
    if (!issue.messages.includes(message)) issue.messages.push(message);
    issues.set(error.instancePath, issue);
  }
  return { valid: false, issues: [...issues.values()] };
}
