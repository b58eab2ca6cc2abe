import { jsonBody } from '../../../core/http/body.ts';
import { endpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { accession } from '../schemas/samples.ts';
import * as schemas from '../schemas/structured-data.ts';
import type { StructuredData } from '../types.ts';
import { API } from './shared.ts';

export const getStructuredData = endpoint<string, StructuredData>()({
  name: 'biosamples.structuredData.get',
  doc: `${API}/get`,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  input: () => accession,
  path: (sample) => path`/structureddata/${sample}`,
  output: schemas.structuredData,
});

export const putStructuredData = endpoint<StructuredData, StructuredData>()({
  name: 'biosamples.structuredData.put',
  doc: `${API}/submit#submit-structured-data`,
  method: 'PUT',
  effect: 'replace',
  auth: 'required',
  input: schemas.structuredDataIn,
  path: (data) => path`/structureddata/${data.accession}`,
  body: (data) => jsonBody(data),
  output: schemas.structuredData,
});
