import { type Answer, empty, json, type Refusal, text } from '../../answer.ts';
import type { Call, Mismatch } from '../../routes.ts';
import type { Context, Service } from '../../service.ts';
import { springError } from '../spring.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import type { Archive, ArchiveState } from './archive.ts';
import { curationRoutes } from './curation-links.ts';
import { downloadRoutes } from './download.ts';
import { facetRoutes } from './facets.ts';
import { HAL_OR_JSON, JSON_TYPE } from './http.ts';
import { V1, V2 } from './links.ts';
import { recommendationRoutes } from './recommendations.ts';
import { rootRoutes } from './root.ts';
import { biosamplesRules, refuse } from './rules.ts';
import { sampleRoutes } from './samples.ts';
import { schemaStoreRoutes } from './schema-store.ts';
import { Search, searchRoutes } from './search.ts';
import { statRoutes } from './stat.ts';
import { structuredDataRoutes } from './structured-data.ts';
import { v2Routes } from './v2.ts';

/** Suffixes and `format` values that stand for an Accept header. */
const FORMATS: Readonly<Record<string, string>> = {
  json: 'application/json',
  haljson: 'application/hal+json',
  ldjson: 'application/ld+json',
  pxf: 'application/phenopacket+json',
};

/** BioSamples, versions 1 and 2. */
export function biosamplesService(context: Context, archive: Archive, tokens: WebinTokens): Service {
  const bodies = context.rules === 'strict' ? [JSON_TYPE] : [JSON_TYPE, 'application/hal+json'];
  const search = new Search(archive, tokens);
  return {
    name: 'biosamples',
    prefixes: [V1],
    rules: Object.values(biosamplesRules),
    enumFields: ['status', 'submittedVia'],
    headers: { vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers' },
    routes: [
      ...rootRoutes(),
      ...sampleRoutes(archive, tokens, bodies),
      ...searchRoutes(search),
      ...facetRoutes(search),
      ...downloadRoutes(archive, search),
      ...curationRoutes(archive, tokens, bodies),
      ...structuredDataRoutes(archive, tokens, bodies),
      ...recommendationRoutes(archive, bodies),
      ...v2Routes(archive, tokens, bodies),
      ...schemaStoreRoutes(archive.checklists),
      ...statRoutes(archive),
    ],
    guard: (call) => guard(call, tokens),
    negotiated,
    unrouted: (_call, mismatch) => unrouted(mismatch),
    refused: (call, refusal) => refused(call, refusal, archive),
    error: (call, status) => springError(call, context.clock, status, 'No message available'),
    snapshot: () => archive.state(),
    restore: (state) => archive.restore(state as ArchiveState),
  };
}

/** Only POST below /samples is closed to anonymous callers by its path; all else is up to the handlers. */
function guard(call: Call, tokens: WebinTokens): undefined {
  const closed =
    call.method === 'POST' &&
    [`${V1}/samples`, `${V2}/samples`].some(
      (path) => call.path === path || call.path.startsWith(`${path}/`),
    ) &&
    call.path !== `${V1}/samples/validate` &&
    call.path !== `${V2}/samples/bulk-validate`;
  if (closed && tokens.principal(call.headers.get('authorization')) === undefined)
    throw refuse('access.denied');
  return undefined;
}

function negotiated(
  path: string,
  query: URLSearchParams,
  accept: string | null,
): { path: string; accept: string | null } {
  const format = path === `${V1}/download` ? null : query.get('format');
  const asked = format === null ? undefined : FORMATS[format];
  const suffix = /^(.*\/samples\/[^/.]+)\.(\w+)$/.exec(path);
  const suffixed = suffix?.[2] === undefined ? undefined : FORMATS[suffix[2]];
  if (suffix?.[1] !== undefined && suffixed !== undefined) return { path: suffix[1], accept: suffixed };
  return { path, accept: asked ?? accept };
}

function unrouted(mismatch: Mismatch | null): never {
  if (mismatch === null) throw refuse('http.no-route');
  if (mismatch.reason === 'method') throw refuse('http.method', { allow: mismatch.allow.join(',') });
  throw refuse(mismatch.reason === 'accept' ? 'http.accept' : 'http.content-type');
}

function refused(call: Call, refusal: Refusal, archive: Archive): Answer {
  const { rule, message, values, body } = refusal;
  const parseErrorOnV2 = call.path.startsWith(`${V2}/`) && rule.id.startsWith('parse.');
  if (rule.shape === 'empty' || parseErrorOnV2) {
    return empty(rule.status, values.allow === undefined ? {} : { allow: values.allow });
  }
  if (rule.shape === 'text') return text(message, { status: rule.status });
  if (rule.shape === 'array') {
    return json(body ?? [], {
      status: rule.status,
      type: HAL_OR_JSON.includes(call.type) ? call.type : JSON_TYPE,
    });
  }
  const newerLineIsPolite = archive.newer && rule.id.startsWith('filter.');
  return springError(call, archive.context.clock, newerLineIsPolite ? 400 : rule.status, message);
}
