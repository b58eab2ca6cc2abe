import { formBody, textBody } from '../../core/http/body.ts';
import type { WireBody } from '../../core/http/transport.ts';
import type { PreparedDocument } from './prepare.ts';

/** The document as the body, or as the part `file` of a form; without a file name ENA refuses the part. */
export function documentBody({ body, format, upload }: PreparedDocument): WireBody {
  const contentType = `application/${format}`;
  if (!upload) return textBody(body, contentType);
  return formBody([{ name: 'file', file: upload, fileName: `submission.${format}`, contentType }]);
}
