import { createHash } from 'node:crypto';
import { type Answer, empty, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import type { Archive } from './archive.ts';
import { dataRecord, phenopacket } from './formats.ts';
import { flag, HAL, HAL_OR_JSON, JSON_TYPE, LD, PHENOPACKET } from './http.ts';
import { sampleLinks, V1 } from './links.ts';
import { compareAttributes, type ParsedSample, type StoredSample, sortedSet } from './model.ts';
import { attribute, parseSampleText } from './parse.ts';
import { nameOnly, type RenderOptions, renderSample } from './render.ts';
import { refuse } from './rules.ts';
import { checkSchema, namedChecklist } from './validation.ts';

const SERVICE = 'biosamples';

/** The routes of single samples. */
export function sampleRoutes(archive: Archive, tokens: WebinTokens, bodies: readonly string[]): Route[] {
  const api = new Samples(archive, tokens);
  const samples = `${V1}/samples`;
  const validate = {
    service: SERVICE,
    operation: 'biosamples.samples.validate',
    method: 'POST',
    consumes: bodies,
    produces: HAL_OR_JSON,
    handle: (call: Call) => api.validate(call),
  };
  return [
    {
      service: SERVICE,
      operation: 'biosamples.samples.get',
      method: 'GET',
      pattern: `${samples}/:accession`,
      produces: [HAL, JSON_TYPE, LD, PHENOPACKET],
      handle: (call) => api.get(call),
    },
    {
      // Mapped to every verb by the server's own mistake; a write that fits no other handler ends here.
      service: SERVICE,
      operation: 'biosamples.samples.get',
      method: '*',
      pattern: `${samples}/:accession`,
      produces: [PHENOPACKET],
      handle: (call) => api.get(call),
    },
    {
      service: SERVICE,
      operation: 'biosamples.samples.create',
      method: 'POST',
      pattern: samples,
      consumes: bodies,
      produces: HAL_OR_JSON,
      handle: (call) => api.create(call),
    },
    {
      service: SERVICE,
      operation: 'biosamples.samples.update',
      method: 'PUT',
      pattern: `${samples}/:accession`,
      consumes: bodies,
      produces: HAL_OR_JSON,
      handle: (call) => api.update(call),
    },
    {
      service: SERVICE,
      operation: 'biosamples.samples.accession',
      method: 'POST',
      pattern: `${samples}/accession`,
      consumes: bodies,
      produces: [JSON_TYPE],
      handle: (call) => api.reserve(call),
    },
    { ...validate, pattern: `${V1}/validate` },
    { ...validate, pattern: `${samples}/validate` },
  ];
}

class Samples {
  constructor(
    private readonly archive: Archive,
    private readonly tokens: WebinTokens,
  ) {}

  get(call: Call): Answer {
    const { store } = this.archive;
    const id = call.params.accession ?? '';
    const secondary = /^[ESD]RS/.test(id);
    const stored = store.sample(secondary ? (store.accessionOfSra(id) ?? '') : id);
    if (!stored) throw refuse('sample.unknown');
    // JSON-LD and phenopackets are made by other controllers, which do not look at the token.
    const plain = call.type === HAL || call.type === JSON_TYPE;
    const principal = plain ? this.tokens.principal(call.headers.get('authorization')) : undefined;
    if (!this.archive.mayRead(stored, principal)) throw refuse('sample.private');
    const view = this.archive.view(stored, flag(call, 'applyCurations', true));
    const options = { contactNamesOnly: flag(call, 'legacydetails', false) };
    return this.#cached(call, stored, this.#represent(call, view, options, secondary));
  }

  create(call: Call): Answer {
    const principal = this.#principal(call);
    const sample = this.#parse(call);
    const { accession } = this.archive.create(sample, principal);
    call.commit();
    return json(this.#reread(call, accession, true), {
      status: 201,
      type: call.type,
      headers: { location: `${call.origin}${V1}/samples` },
    });
  }

  update(call: Call): Answer {
    const accession = call.params.accession ?? '';
    const sample = this.#parse(call);
    this.archive.update(accession, sample, this.tokens.principal(call.headers.get('authorization')));
    call.commit();
    return json(this.#reread(call, accession), { type: call.type });
  }

  reserve(call: Call): Answer {
    const principal = this.#principal(call);
    const sample = parseSampleText(call.body, this.archive.parseOptions);
    this.archive.refuseAccessions(sample);
    const { accession } = this.archive.reserve(sample, principal);
    call.commit();
    return json(this.#reread(call, accession), {
      status: 201,
      type: call.type,
      headers: { location: `${call.origin}${V1}/samples/${accession}` },
    });
  }

  /** Stores nothing; the answer is the sample as the server understood it. */
  validate(call: Call): Answer {
    const { archive } = this;
    const parsed = parseSampleText(call.body, archive.parseOptions);
    const sample = withChecklist(parsed, call.query.get('checklist') ?? undefined);
    checkSchema(sample, archive.checklists, archive.context.rules);
    const update = sample.update ?? archive.now();
    return json(renderSample({ ...sample, update, create: sample.create ?? update }), { type: call.type });
  }

  #principal(call: Call): string {
    const principal = this.tokens.principal(call.headers.get('authorization'));
    if (principal === undefined) throw refuse('access.denied');
    return principal;
  }

  /** `setfulldetails=false` keeps no more of a contact than its name. */
  #parse(call: Call): ParsedSample {
    const sample = parseSampleText(call.body, this.archive.parseOptions);
    if (flag(call, 'setfulldetails', true)) return sample;
    return { ...sample, contact: sample.contact.map(nameOnly) };
  }

  /** What was stored, as a later GET would show it. */
  #reread(call: Call, accession: string, afterPost = false): unknown {
    const stored = this.archive.store.sample(accession);
    if (!stored) throw refuse('sample.unknown');
    return this.#hal(call, this.archive.view(stored, true), {}, afterPost);
  }

  #hal(
    call: Call,
    view: StoredSample,
    options: RenderOptions,
    afterPost = false,
    withoutTables = false,
  ): unknown {
    const structured = withoutTables ? [] : (this.archive.store.structured(view.accession)?.data ?? []);
    const nulls = this.archive.context.rules === 'documented';
    return {
      ...renderSample(view, { ...options, structured, nulls }),
      _links: sampleLinks(call.origin, view.accession, afterPost),
    };
  }

  #represent(call: Call, view: StoredSample, options: RenderOptions, secondary: boolean): unknown {
    if (call.type === LD) return dataRecord(call.origin, view);
    if (call.type === PHENOPACKET) return phenopacket(view);
    return this.#hal(call, view, options, false, secondary);
  }

  #cached(call: Call, stored: StoredSample, body: unknown): Answer {
    const answer = json(body, { type: call.type });
    const etag = `"0${createHash('md5').update(String(answer.body)).digest('hex')}"`;
    const released = this.archive.isPublic(stored);
    const headers = {
      etag,
      'cache-control': `max-age=60, ${released ? 'public' : 'private'}`,
      ...(released ? {} : { pragma: 'no-cache' }),
    };
    const known = call.headers.get('if-none-match') ?? '';
    const match = known.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
    if (match && (call.method === 'GET' || call.method === 'HEAD')) return empty(304, headers);
    return { ...answer, headers: { ...answer.headers, ...headers } };
  }
}

function withChecklist(sample: ParsedSample, asked: string | undefined): ParsedSample {
  if (asked === undefined || asked === '') return sample;
  const named = namedChecklist(sample);
  if (named === asked) return sample;
  if (named !== undefined) throw refuse('validate.checklist-mismatch');
  const added = attribute('checklist', asked, [], undefined, undefined);
  return { ...sample, attributes: sortedSet([...sample.attributes, added], compareAttributes) };
}
