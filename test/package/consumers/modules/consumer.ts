// Compiled, never run: the types that people reach through each entry point, read by old and new compilers.
// Everything is exported, so that a type which cannot be named in a declaration file is an error here.
import { createClient, RepositoryError, StatusError } from 'accession';
import { BioSamples, type Sample, webin } from 'accession/biosamples';
import { type Lab, startSandbox } from 'accession/sandbox';

/** `any` accepts everything, so a broken import would compile: this tells it apart. */
type IsAny<T> = 0 extends 1 & T ? true : false;

export async function roundTrip(lab: Lab) {
  const client = createClient(lab.config);
  const made = await client.biosamples.samples.create({
    name: 'from TypeScript',
    release: '2020-01-01T00:00:00Z',
    characteristics: { organism: [{ text: 'Homo sapiens' }] },
  });
  const found = await client.biosamples.samples.get(made.accession);
  const typed: IsAny<typeof found> = false;
  const named: Sample = found;
  return { typed, named, found };
}

export async function every() {
  const lab = await startSandbox({ seed: 'empty' });
  const typed: IsAny<typeof lab> = false;
  const samples = new BioSamples({ url: lab.urls.biosamples, auth: webin({ token: 'given' }) });
  const accessions: string[] = [];
  for await (const sample of samples.samples.search({ text: 'barley' })) accessions.push(sample.accession);
  return { typed, accessions };
}

/** A list kept in a value: its type belongs to no service, and still has a name. */
export function find(samples: BioSamples) {
  return samples.samples.search({ text: 'barley' });
}

export function explain(error: unknown) {
  if (error instanceof StatusError) {
    const status: number = error.status;
    return `${status} from ${error.service}`;
  }
  return error instanceof RepositoryError ? error.hint : undefined;
}
