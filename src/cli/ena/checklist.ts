import { type EnaChecklist, NotFound } from '../../index.ts';
import { parseEnaChecklist } from '../../services/ena/checklist-parse.ts';
import { wholeTextOf } from '../table/text.ts';
import { UserError } from '../user-error.ts';

const HINT = '`accession ena template ERC000011 --json --output checklist.json` saves one.';

/** A checklist that was saved: as JSON, or as ENA's own XML. */
export async function checklistIn(file: string): Promise<EnaChecklist> {
  const text = await wholeTextOf(file);
  const checklist = text.trimStart().startsWith('<') ? fromXml(text) : fromJson(text);
  if (checklist) return checklist;
  throw new UserError(`${file} holds no checklist`, HINT);
}

function fromXml(text: string): EnaChecklist | undefined {
  try {
    return parseEnaChecklist(text);
  } catch {
    return undefined;
  }
}

function fromJson(text: string): EnaChecklist | undefined {
  try {
    const value = JSON.parse(text) as Partial<EnaChecklist> | null;
    const isOne = typeof value?.accession === 'string' && Array.isArray(value.fields);
    return isOne && value.fields?.every(isField) ? (value as EnaChecklist) : undefined;
  } catch {
    return undefined;
  }
}

/** Of a checklist that ENA does not have, in words for those who typed its name. */
export function unknownChecklist(error: unknown, id: string): unknown {
  if (!(error instanceof NotFound)) return error;
  return new UserError(
    `ENA has no checklist "${id}"`,
    'They are called ERC000011 to ERC000060: https://www.ebi.ac.uk/ena/browser/checklists lists them.',
  );
}

const isField = (field: unknown): boolean =>
  typeof (field as { label?: unknown } | null)?.label === 'string' &&
  typeof (field as { requirement?: unknown }).requirement === 'string';
