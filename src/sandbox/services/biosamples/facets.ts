import { type Answer, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { externalData } from './filters.ts';
import { HAL_OR_JSON } from './http.ts';
import type { IndexedSample } from './index-of-samples.ts';
import { queryString, V1 } from './links.ts';
import { compareText } from './model.ts';
import { parameters, type Search } from './search.ts';

interface Facet {
  type: 'attribute' | 'relation' | 'inverse relation' | 'external reference data' | 'date range';
  label: string;
  count: number;
  content: { label: string; count: number }[];
}

const DEFAULT_FACETS = 10;
const DEFAULT_VALUES = 10;
const MOST_VALUES = 10_000;

/** Counts of what the public samples of a search have in common. */
export function facetRoutes(search: Search): Route[] {
  return [
    {
      service: 'biosamples',
      operation: 'biosamples.samples.facets',
      method: 'GET',
      pattern: `${V1}/samples/facets`,
      produces: HAL_OR_JSON,
      handle: (call) => facets(call, search),
    },
  ];
}

function facets(call: Call, search: Search): Answer {
  const query = search.query(call);
  const wanted = call.query.getAll('facet');
  // Anonymous, whoever asks: facets count public samples only.
  const all = count(search.find(query, undefined));
  const chosen =
    wanted.length === 0
      ? all.slice(0, DEFAULT_FACETS)
      : all.filter((facet) => wanted.includes(facet.label) || wanted.includes(facet.type));
  const values = wanted.length === 0 ? DEFAULT_VALUES : MOST_VALUES;
  const shown = chosen.map((facet) => ({ ...facet, content: facet.content.slice(0, values) }));
  const params = parameters(query);
  const base = `${call.origin}${V1}/samples`;
  const links = {
    self: {
      href: `${base}/facets${queryString([...params, ...wanted.map((name) => ['facet', name] as const)])}`,
    },
    samples: { href: base + queryString(params) },
  };
  return json(
    { ...(shown.length === 0 ? {} : { _embedded: { facets: shown } }), _links: links },
    { type: call.type },
  );
}

/** All facets, the most frequent first. */
function count(docs: readonly IndexedSample[]): Facet[] {
  const found = new Map<
    string,
    { type: Facet['type']; label: string; count: number; values: Map<string, number> }
  >();
  const add = (type: Facet['type'], pairs: readonly (readonly [string, string])[]) => {
    for (const label of new Set(pairs.map(([name]) => name))) {
      const key = `${type}\n${label}`;
      const facet = found.get(key) ?? { type, label, count: 0, values: new Map<string, number>() };
      found.set(key, facet);
      facet.count += 1;
      const values = new Set(pairs.filter(([name]) => name === label).map(([, value]) => value));
      for (const value of values) facet.values.set(value, (facet.values.get(value) ?? 0) + 1);
    }
  };
  for (const doc of docs) {
    const outgoing = doc.relationships.filter((item) => item.source === doc.accession);
    const incoming = doc.relationships.filter((item) => item.target === doc.accession);
    const references = doc.externalReferences.map(({ url }) => externalData(url));
    add(
      'attribute',
      doc.attributes.map((item) => [item.type, item.value] as const),
    );
    add(
      'relation',
      outgoing.map((item) => [item.type, item.target] as const),
    );
    add(
      'inverse relation',
      incoming.map((item) => [item.type, item.source ?? ''] as const),
    );
    add(
      'external reference data',
      references.map((item) => ['external reference', item.archive] as const),
    );
    add('date range', [
      ['release', doc.release.slice(0, 4)],
      ['update', doc.update.slice(0, 4)],
    ]);
  }
  return [...found.values()]
    .map(({ values, ...facet }) => ({
      ...facet,
      content: [...values]
        .map(([label, n]) => ({ label, count: n }))
        .sort((a, b) => b.count - a.count || compareText(a.label, b.label)),
    }))
    .sort((a, b) => b.count - a.count || compareText(a.type, b.type) || compareText(a.label, b.label));
}
