import { type Answer, json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { Archive } from './archive.ts';
import { JSON_TYPE } from './http.ts';
import { V1 } from './links.ts';
import { compareAttributes, type ParsedSample, sortedSet } from './model.ts';
import { parseSampleText } from './parse.ts';
import { renderSample } from './render.ts';

/** Attribute names that people write differently, and what they are advised to write. */
const ADVICE: Readonly<Record<string, string>> = {
  Organism: 'organism',
  species: 'organism',
  Species: 'organism',
  Sex: 'sex',
  gender: 'sex',
  Age: 'age',
  tissue: 'organism part',
  Tissue: 'organism part',
  organism_part: 'organism part',
  collection_date: 'collection date',
  country: 'geographic location (country and/or sea)',
  disease: 'disease state',
  cell_line: 'cell line',
};
const KNOWN = new Set([
  ...Object.values(ADVICE),
  'material',
  'strain',
  'breed',
  'cultivar',
  'isolate',
  'description',
]);

/** Suggestions for attribute names; a small table here where the real service has learnt from millions. */
export function recommendationRoutes(archive: Archive, bodies: readonly string[]): Route[] {
  const route = (
    name: string,
    path: string,
    pick: (all: ReturnType<typeof recommend>) => unknown,
  ): Route => ({
    service: 'biosamples',
    operation: `biosamples.recommendations.${name}`,
    method: 'POST',
    pattern: `${V1}/recommendations${path}`,
    consumes: bodies,
    produces: [JSON_TYPE],
    handle: (call) => answer(call, archive, pick),
  });
  return [
    route('all', '', (all) => all),
    route('attributes', '/attributes', (all) => all.recommendations),
    route('sample', '/sample', (all) => all.sample),
  ];
}

function answer(call: Call, archive: Archive, pick: (all: ReturnType<typeof recommend>) => unknown): Answer {
  return json(pick(recommend(parseSampleText(call.body, archive.parseOptions), archive.now())));
}

function recommend(sample: ParsedSample, now: string) {
  const names = [...new Set(sample.attributes.map((item) => item.type))];
  const advised = names.filter((name) => ADVICE[name] !== undefined);
  const known = names.filter((name) => KNOWN.has(name));
  const unknown = names.filter((name) => !KNOWN.has(name) && ADVICE[name] === undefined);
  const attributes = sample.attributes.map((item) => ({ ...item, type: ADVICE[item.type] ?? item.type }));
  const renamed = { ...sample, attributes: sortedSet(attributes, compareAttributes) };
  const update = sample.update ?? now;
  return {
    recommendations: {
      SampleQuality: names.length === 0 ? 0 : Math.round((100 * known.length) / names.length),
      knownAttributes: known,
      AttributeRecommendations: advised.map((attribute) => ({
        attribute,
        recommendation: ADVICE[attribute],
      })),
      unknownAttributes: unknown,
    },
    sample: renderSample({ ...renamed, update, create: sample.create ?? update }),
  };
}
