import { jsonBody } from '../../../core/http/body.ts';
import { endpoint } from '../../../core/http/endpoint.ts';
import { path } from '../../../core/http/url.ts';
import { accession, sample } from '../schemas/samples.ts';
import * as schemas from '../schemas/v2.ts';
import type { NewSample, Sample, SampleContent, SampleReservation } from '../types.ts';

const DOC = 'https://www.ebi.ac.uk/biosamples/docs/references/api/v2';

export const getSampleV2 = endpoint<string, Sample>()({
  name: 'biosamples.v2.samples.get',
  doc: DOC,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  base: 'v2',
  input: () => accession,
  path: (one) => path`/samples/${one}`,
  output: sample,
});

/** Unknown and invisible samples are silently left out of the answer. */
export const bulkFetch = endpoint<readonly string[], { [accession: string]: Sample }>()({
  name: 'biosamples.v2.samples.bulkFetch',
  doc: DOC,
  method: 'GET',
  effect: 'read',
  auth: 'optional',
  base: 'v2',
  input: schemas.accessions,
  path: () => path`/samples/bulk-fetch`,
  query: (accessions) => ({ accessions: accessions.join(',') }),
  output: schemas.samplesByAccession,
});

export const bulkAccession = endpoint<readonly SampleReservation[], { [name: string]: string }>()({
  name: 'biosamples.v2.samples.bulkAccession',
  doc: DOC,
  method: 'POST',
  effect: 'create',
  partial: true,
  auth: 'required',
  base: 'v2',
  input: schemas.bulkReservations,
  path: () => path`/samples/bulk-accession`,
  body: (samples) => jsonBody(samples),
  output: schemas.accessionsByName,
});

export const bulkSubmit = endpoint<readonly NewSample[], schemas.Receipt>()({
  name: 'biosamples.v2.samples.bulkSubmitReceipt',
  doc: DOC,
  method: 'POST',
  effect: 'create',
  partial: true,
  auth: 'required',
  base: 'v2',
  input: schemas.bulkSamples,
  path: () => path`/samples/bulk-submit-get-receipt`,
  body: (samples) => jsonBody(samples),
  output: schemas.receipt,
});

export const bulkValidate = endpoint<readonly SampleContent[], schemas.Receipt>()({
  name: 'biosamples.v2.samples.bulkValidate',
  doc: DOC,
  method: 'POST',
  effect: 'read',
  auth: 'optional',
  base: 'v2',
  input: schemas.bulkToValidate,
  path: () => path`/samples/bulk-validate`,
  body: (samples) => jsonBody(samples),
  output: schemas.receipt,
});

export const generateSraAccession = endpoint<undefined, string, string>()({
  name: 'biosamples.v2.samples.generateSraAccession',
  doc: DOC,
  method: 'POST',
  effect: 'create',
  auth: 'required',
  base: 'v2',
  input: schemas.noInput,
  path: () => path`/samples/generateSRAAccession`,
  accept: 'text/plain, */*;q=0.1',
  answer: 'text',
  output: schemas.sraAccession,
  result: (text) => text.trim(),
});
