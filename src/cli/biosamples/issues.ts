import type { ValidationIssue } from '../../index.ts';
import { RecordError } from '../user-error.ts';

/** What BioSamples said of a sample, in one line. */
export const refusedFor = (issues: readonly ValidationIssue[]): RecordError =>
  new RecordError(
    'refused',
    issues
      .flatMap(({ path, messages }) => messages.map((message) => (path ? `${path}: ${message}` : message)))
      .join('; '),
  );
