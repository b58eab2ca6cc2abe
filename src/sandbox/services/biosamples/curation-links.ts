import { type Answer, empty, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import { type Archive, owns } from './archive.ts';
import { linkHash, makeCuration } from './curation.ts';
import { framePaging, HAL_OR_JSON } from './http.ts';
import { toMillis } from './instants.ts';
import { pageOf, V1 } from './links.ts';
import type { Attribute, ExternalReference, Relationship } from './model.ts';
import { attribute, parseReference, parseRelationship } from './parse.ts';
import { arrayOf, BindError, objectOf, parseJson, textOf, textsOf } from './read.ts';
import { renderRelationship } from './render.ts';
import { refuse } from './rules.ts';
import type { Curation, CurationLink } from './store.ts';

const LINKS = `${V1}/samples/:accession/curationlinks`;

/** Curation links of a sample, and the curations they share. */
export function curationRoutes(archive: Archive, tokens: WebinTokens, bodies: readonly string[]): Route[] {
  const api = new Curations(archive, tokens);
  const route = (
    operation: string,
    method: string,
    pattern: string,
    handle: (call: Call) => Answer,
    consumes?: readonly string[],
  ): Route => ({
    service: 'biosamples',
    operation: `biosamples.${operation}`,
    method,
    pattern,
    produces: HAL_OR_JSON,
    ...(consumes ? { consumes } : {}),
    handle,
  });
  return [
    route('curationLinks.list', 'GET', LINKS, (call) => api.links(call)),
    route('curationLinks.create', 'POST', LINKS, (call) => api.create(call), bodies),
    route('curationLinks.get', 'GET', `${LINKS}/:hash`, (call) => api.link(call)),
    {
      ...route('curationLinks.delete', 'DELETE', `${LINKS}/:hash`, (call) => api.remove(call)),
      produces: undefined,
    },
    route('curations.list', 'GET', `${V1}/curations`, (call) => api.curations(call)),
    route('curations.get', 'GET', `${V1}/curations/:hash`, (call) => api.curation(call)),
    route('curations.samples', 'GET', `${V1}/curations/:hash/samples`, (call) => api.samples(call)),
  ];
}

class Curations {
  constructor(
    private readonly archive: Archive,
    private readonly tokens: WebinTokens,
  ) {}

  links(call: Call): Answer {
    const accession = call.params.accession ?? '';
    const links = this.archive.store.linksOf(accession);
    const url = `${call.origin}${V1}/samples/${accession}/curationlinks`;
    return this.#listing(call, url, 'curationLinks', links, (link) => this.#render(call, link));
  }

  link(call: Call): Answer {
    return json(this.#render(call, this.#known(call)), { type: call.type });
  }

  create(call: Call): Answer {
    const principal = this.tokens.principal(call.headers.get('authorization'));
    if (principal === undefined) throw refuse('access.denied');
    const { sample, curation } = parseLink(call.body);
    if (sample !== call.params.accession) throw refuse('curation.sample-mismatch');
    const link = this.#link(sample, curation, principal);
    const { store } = this.archive;
    store.putLink({ ...link, created: toMillis(link.created) });
    this.archive.touched(sample);
    this.#linkTargets(sample, curation, principal);
    call.commit();
    // The answer shows this request's own date, also when an older equal link stays.
    return json(this.#render(call, link), {
      status: 201,
      type: call.type,
      headers: { location: this.#href(call, link) },
    });
  }

  remove(call: Call): Answer {
    const link = this.#known(call);
    const principal = this.tokens.principal(call.headers.get('authorization'));
    if (!owns(link, principal)) throw refuse('curation.not-creator');
    this.archive.store.deleteLink(link.hash);
    this.archive.touched(link.sample);
    call.commit();
    return empty(204);
  }

  curations(call: Call): Answer {
    const url = `${call.origin}${V1}/curations`;
    return this.#listing(call, url, 'curations', [...this.#byHash().values()], (curation) =>
      this.#renderCuration(call, curation),
    );
  }

  curation(call: Call): Answer {
    const curation = this.#byHash().get(call.params.hash ?? '');
    if (!curation) throw refuse('curation.unknown');
    return json(this.#renderCuration(call, curation), { type: call.type });
  }

  /** The samples a curation is linked to. */
  samples(call: Call): Answer {
    const hash = call.params.hash ?? '';
    if (!this.#byHash().has(hash)) throw refuse('curation.unknown');
    const { store } = this.archive;
    const accessions = [...store.links()]
      .filter((link) => link.curation.hash === hash)
      .map((link) => link.sample);
    const visible = accessions
      .flatMap((accession) => store.sample(accession) ?? [])
      .filter((s) => this.archive.isPublic(s));
    const url = `${call.origin}${V1}/curations/${hash}/samples`;
    return this.#listing(call, url, 'samples', visible, (sample) =>
      this.archive.hal(call.origin, sample, true),
    );
  }

  /** A relationship between two samples is also shown on the one it points to, through a link of its own. */
  #linkTargets(sample: string, curation: Curation, principal: string): void {
    for (const relation of curation.relationshipsPost) {
      if (relation.target === sample) continue;
      const own = makeCuration({ ...NOTHING, relationshipsPost: [relation] });
      const link = this.#link(relation.target, own, principal);
      this.archive.store.putLink({ ...link, created: toMillis(link.created) });
      this.archive.touched(relation.target);
    }
  }

  #link(sample: string, curation: Curation, principal: string): CurationLink {
    const hash = linkHash(curation.hash, sample);
    return { sample, curation, webinSubmissionAccountId: principal, created: this.archive.now(), hash };
  }

  #known(call: Call): CurationLink {
    const link = this.archive.store.link(call.params.hash ?? '');
    if (!link) throw refuse('curation.unknown-link');
    return link;
  }

  #byHash(): Map<string, Curation> {
    const out = new Map<string, Curation>();
    for (const { curation } of this.archive.store.links()) out.set(curation.hash, curation);
    return out;
  }

  #href(call: Call, link: CurationLink): string {
    return `${call.origin}${V1}/samples/${link.sample}/curationlinks/${link.hash}`;
  }

  #render(call: Call, link: CurationLink): unknown {
    const legacy = this.archive.context.rules === 'documented' ? { domain: null } : {};
    return {
      sample: link.sample,
      curation: renderCuration(link.curation),
      ...legacy,
      webinSubmissionAccountId: link.webinSubmissionAccountId,
      created: link.created,
      hash: link.hash,
      _links: {
        self: { href: this.#href(call, link) },
        sample: { href: `${call.origin}${V1}/samples/${link.sample}` },
        curation: { href: `${call.origin}${V1}/curations/${link.curation.hash}` },
      },
    };
  }

  #renderCuration(call: Call, curation: Curation): unknown {
    const self = `${call.origin}${V1}/curations/${curation.hash}`;
    return {
      ...renderCuration(curation),
      _links: { self: { href: self }, samples: { href: `${self}/samples` } },
    };
  }

  #listing<T>(
    call: Call,
    base: string,
    name: string,
    all: readonly T[],
    render: (item: T) => unknown,
  ): Answer {
    const { page, size } = framePaging(call, 20);
    const url = (n: number, s: number) => `${base}?page=${n}&size=${s}`;
    const numbers = pageOf(url, { page, size, total: all.length }, { previous: 'prev', lastTooFar: false });
    const items = all.slice(page * size, (page + 1) * size).map(render);
    const body = {
      ...(items.length === 0 ? {} : { _embedded: { [name]: items } }),
      _links: numbers.links,
      page: numbers.page,
    };
    return json(body, { type: call.type });
  }
}

const NOTHING = {
  attributesPre: [],
  attributesPost: [],
  externalReferencesPre: [],
  externalReferencesPost: [],
  relationshipsPre: [],
  relationshipsPost: [],
};

function renderCuration(curation: Curation): object {
  return {
    attributesPre: curation.attributesPre.map(renderAttribute),
    attributesPost: curation.attributesPost.map(renderAttribute),
    externalReferencesPre: curation.externalReferencesPre,
    externalReferencesPost: curation.externalReferencesPost,
    relationshipsPre: curation.relationshipsPre.map(renderRelationship),
    relationshipsPost: curation.relationshipsPost.map(renderRelationship),
    hash: curation.hash,
  };
}

function renderAttribute({ type, value, iri, unit, tag }: Attribute): unknown {
  return { type, value, iri, ...(unit === undefined ? {} : { unit }), ...(tag === undefined ? {} : { tag }) };
}

function parseLink(body: string): { sample: string; curation: Curation } {
  try {
    const link = objectOf(parseJson(body), 'the curation link');
    const sample = textOf(link.sample, 'sample');
    if (sample === undefined || sample === '')
      throw new BindError('Cannot construct a curation link without sample');
    return { sample, curation: parseCurationValue(link.curation) };
  } catch (error) {
    if (error instanceof BindError) throw refuse('curation.parse', { problem: error.message });
    throw error;
  }
}

/** Hashes and the serialiser's duplicates (`externalPre`, `externalPost`) are not read. */
export function parseCurationValue(value: unknown): Curation {
  const item = objectOf(value, 'the curation');
  const attributes = (key: string): Attribute[] =>
    arrayOf(item[key], key).map((entry) => {
      const fields = objectOf(entry, key);
      const type = textOf(fields.type, 'type');
      if (type === undefined) throw new BindError('Cannot construct an attribute without type');
      const unit = textOf(fields.unit, 'unit');
      return attribute(
        type,
        textOf(fields.value, 'value'),
        textsOf(fields.iri, 'iri'),
        unit,
        textOf(fields.tag, 'tag'),
      );
    });
  const references = (key: string): ExternalReference[] => arrayOf(item[key], key).map(parseReference);
  const relationships = (key: string): Relationship[] =>
    arrayOf(item[key], key).map((entry) => {
      const relation = parseRelationship(entry);
      if (relation.source === undefined) throw new BindError('Relationship source must not be blank');
      return relation;
    });
  return makeCuration({
    attributesPre: attributes('attributesPre'),
    attributesPost: attributes('attributesPost'),
    externalReferencesPre: references('externalReferencesPre'),
    externalReferencesPost: references('externalReferencesPost'),
    relationshipsPre: relationships('relationshipsPre'),
    relationshipsPost: relationships('relationshipsPost'),
  });
}
