import { InputError } from '../../core/errors/index.ts';
import type { Action } from './action-types.ts';
import { documentToJson, lostInJson } from './json-document.ts';
import { CannotBeMeant, checkObject } from './prepare.ts';
import type { EnaDocument, Submission } from './types.ts';
import { documentFromXml, documentToXml } from './xml-document.ts';

/** How a document is to be stored. */
export interface EnvelopeOptions {
  /** Private until this day, at most two years ahead; true: for two years. Send it always: ENA's defaults vary. */
  hold?: string | Date | true;
  /** Alias of the submission. Default: made from the content, so that a repetition is recognised. */
  alias?: string;
  /** Of brokers: where the data was made. */
  centerName?: string;
  /** Further fields of the envelope. */
  submission?: Omit<Submission, 'actions' | 'alias' | 'centerName'>;
}

/** A document that adds its objects: `add({ samples }, { hold: '2027-01-12' })`. */
export const add = (objects: Omit<EnaDocument, 'submission'>, options: EnvelopeOptions = {}): EnaDocument =>
  withEnvelope(objects, 'ADD', options);

/** A document that replaces objects, which are found by accession or alias. What it leaves out of them is lost. */
export const modify = (
  objects: Omit<EnaDocument, 'submission'>,
  options: EnvelopeOptions = {},
): EnaDocument => withEnvelope(objects, 'MODIFY', options);

function withEnvelope(
  objects: Omit<EnaDocument, 'submission'>,
  type: 'ADD' | 'MODIFY',
  { hold, alias, centerName, submission }: EnvelopeOptions,
): EnaDocument {
  const actions: Action[] = [{ type }];
  if (hold !== undefined) actions.push({ type: 'HOLD', ...(hold !== true && { holdUntilDate: hold }) });
  return {
    ...objects,
    submission: {
      ...submission,
      actions,
      ...(alias !== undefined && { alias }),
      ...(centerName !== undefined && { centerName }),
    },
  };
}

/**
 * The document as ENA's JSON, as `submissions.submit` would send it.
 * @throws InputError it cannot be meant, or JSON would lose some of it without a word
 */
export function toJson(document: EnaDocument): string {
  const checked = check(document);
  const lost = lostInJson(checked);
  if (lost.length > 0) throw new InputError(lost, { service: 'ena', operation: 'toJson' });
  return documentToJson(checked);
}

/** The document as ENA's XML, which can say everything. @throws InputError it cannot be meant */
export const toXml = (document: EnaDocument): string => documentToXml(check(document));

/**
 * Reads a document, a set, or a single object from XML. What has no field of its own is kept as `otherXml`, and
 * written again by {@link toXml}.
 * @throws InputError it is not XML
 */
export function fromXml(text: string): EnaDocument {
  try {
    return documentFromXml(text);
  } catch (error) {
    throw new InputError([{ path: '', message: `is not XML (${(error as Error).message})` }], {
      service: 'ena',
      operation: 'fromXml',
    });
  }
}

function check(document: EnaDocument): EnaDocument {
  try {
    return checkObject(document, Date.now()).document;
  } catch (error) {
    if (!(error instanceof CannotBeMeant)) throw error;
    throw new InputError([...error.issues], { service: 'ena' });
  }
}
