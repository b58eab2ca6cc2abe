import { type Answer, json, Refusal, text } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import { type Archive, owns } from './archive.ts';
import { JSON_TYPE } from './http.ts';
import { V2 } from './links.ts';
import type { ParsedSample, StoredSample } from './model.ts';
import { parseSampleArray } from './parse.ts';
import { renderSample, type SandboxSample } from './render.ts';
import { refuse } from './rules.ts';
import { checkFormat, checkSchema } from './validation.ts';

/** What the receipt says of one sample that was not stored. */
interface ReceiptError {
  sampleName: string;
  errors: { dataPath: string; errors: string[] }[];
}

/** Version 2: the same archive for those who come with many samples at once. */
export function v2Routes(archive: Archive, tokens: WebinTokens, bodies: readonly string[]): Route[] {
  const api = new Bulk(archive, tokens);
  const samples = `${V2}/samples`;
  const read = (name: string, path: string, handle: (call: Call) => Answer): Route => ({
    service: 'biosamples',
    operation: `biosamples.v2.samples.${name}`,
    method: 'GET',
    pattern: `${samples}/${path}`,
    produces: [JSON_TYPE],
    handle,
  });
  const write = (name: string, path: string, handle: (call: Call) => Answer): Route => ({
    ...read(name, path, handle),
    method: 'POST',
    consumes: bodies,
  });
  return [
    { ...read('bulkFetch', 'bulk-fetch', (call) => api.fetch(call)), shape: 'map' },
    read('get', ':accession', (call) => api.get(call)),
    { ...write('bulkAccession', 'bulk-accession', (call) => api.reserve(call)), shape: 'map' },
    write('bulkSubmitReceipt', 'bulk-submit-get-receipt', (call) => api.submitForReceipt(call)),
    write('bulkSubmit', 'bulk-submit', (call) => api.submit(call)),
    write('bulkValidate', 'bulk-validate', (call) => api.validate(call)),
    {
      ...write('generateSraAccession', 'generateSRAAccession', (call) => api.sraAccession(call)),
      consumes: undefined,
      produces: undefined,
    },
  ];
}

class Bulk {
  constructor(
    private readonly archive: Archive,
    private readonly tokens: WebinTokens,
  ) {}

  get(call: Call): Answer {
    const stored = this.#lookUp(call.params.accession ?? '');
    if (!stored) throw refuse('sample.unknown');
    if (!this.archive.mayRead(stored, this.#caller(call))) throw refuse('sample.private');
    return json(this.#uncurated(stored));
  }

  /** What is missing or not for the caller is left out without a word. */
  fetch(call: Call): Answer {
    const asked = call.query.getAll('accessions');
    if (asked.length === 0) throw refuse('v2.no-parameter');
    const accessions = asked.flatMap((value) => value.split(',')).map((value) => value.trim());
    if (accessions.every((accession) => accession === '')) throw refuse('v2.no-accessions');
    const found: Record<string, SandboxSample> = {};
    for (const accession of accessions) {
      const stored = this.#lookUp(accession);
      if (stored && this.archive.mayRead(stored, this.#caller(call)))
        found[accession] = this.#uncurated(stored);
    }
    return json(found);
  }

  reserve(call: Call): Answer {
    const principal = this.#principal(call);
    const samples = parseSampleArray(call.body, this.archive.parseOptions);
    for (const sample of samples) this.archive.refuseAccessions(sample);
    const names = new Map<string, string>();
    for (const sample of samples) {
      const { accession } = this.archive.reserve({ ...sample, release: undefined }, principal);
      call.commit();
      names.set(sample.name, accession);
    }
    // The server builds the dictionary afterwards and chokes on a name it has already seen.
    if (names.size < samples.length) throw refuse('v2.duplicate-names');
    return json(Object.fromEntries(names));
  }

  /** Stores sample by sample. Some failures become a line of the receipt, others end the call on the spot. */
  submitForReceipt(call: Call): Answer {
    const principal = this.#principal(call);
    const { archive } = this;
    const samples: SandboxSample[] = [];
    const errors: ReceiptError[] = [];
    for (const sample of parseSampleArray(call.body, archive.parseOptions)) {
      archive.refuseAccessions(sample);
      if (sample.relationships.length > 0) throw refuse('v2.relationships');
      const problem = this.#problem(sample);
      if (problem) {
        errors.push(problem);
        continue;
      }
      samples.push(renderSample(archive.insert(sample, principal)));
      call.commit();
    }
    return json({ samples, errors }, { status: 201 });
  }

  /** No schema, no taxonomy; own samples with an accession are updated. A refusal ends the call on the spot. */
  submit(call: Call): Answer {
    const principal = this.#principal(call);
    if (this.archive.newer) throw refuse('v2.super-users-only');
    const samples = parseSampleArray(call.body, this.archive.parseOptions).map((sample) => {
      const stored =
        sample.accession === undefined ? this.#add(sample, principal) : this.#change(sample, principal);
      call.commit();
      return renderSample(stored);
    });
    return json(samples, { status: 201 });
  }

  validate(call: Call): Answer {
    const samples = parseSampleArray(call.body, this.archive.parseOptions);
    const errors = samples.flatMap((sample) => this.#problem(sample) ?? []);
    return json({ errors });
  }

  sraAccession(call: Call): Answer {
    this.#principal(call);
    const accession = this.archive.freeSraAccession();
    call.commit();
    return text(accession);
  }

  #add(sample: ParsedSample, principal: string): StoredSample {
    if (sample.relationships.length > 0) throw refuse('v2.relationship-without-accession');
    return this.archive.insert(sample, principal, true);
  }

  #change(sample: ParsedSample, principal: string): StoredSample {
    const old = this.archive.store.sample(sample.accession ?? '');
    if (!old) throw refuse('update.unknown');
    if (!owns(old, principal)) throw refuse('sample.not-owner');
    // New relationships join existing ones, but are lost when there were none.
    const relationships =
      old.relationships.length === 0 ? [] : [...old.relationships, ...sample.relationships];
    return this.archive.replace(old, { ...sample, relationships });
  }

  /** Schema and format; taxonomy is not asked. A failure that is not the schema's has no path. */
  #problem(sample: ParsedSample): ReceiptError | undefined {
    const { checklists, context } = this.archive;
    try {
      checkSchema(sample, checklists, context.rules);
      checkFormat(sample, context.rules);
      return undefined;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const found = error.body as ReceiptError['errors'] | undefined;
      return { sampleName: sample.name, errors: found ?? [{ dataPath: '', errors: [error.message] }] };
    }
  }

  #lookUp(id: string): StoredSample | undefined {
    const { store } = this.archive;
    return store.sample(/^[ESD]RS/.test(id) ? (store.accessionOfSra(id) ?? '') : id);
  }

  #uncurated(stored: StoredSample): SandboxSample {
    const structured = this.archive.store.structured(stored.accession)?.data ?? [];
    const nulls = this.archive.context.rules === 'documented';
    return renderSample(this.archive.view(stored, false), { structured, nulls });
  }

  #caller(call: Call): string | undefined {
    return this.tokens.principal(call.headers.get('authorization'));
  }

  #principal(call: Call): string {
    const principal = this.#caller(call);
    if (principal === undefined) throw refuse('access.denied');
    return principal;
  }
}
