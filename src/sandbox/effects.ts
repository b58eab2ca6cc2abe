import { type Answer, json, text } from './answer.ts';
import type { FaultEffect } from './faults.ts';
import type { Call, Route } from './routes.ts';
import type { Service } from './service.ts';

const UNKNOWN_WORD = 'QUARANTINED';
const EXTRA_FIELD = { fieldOfTomorrow: { since: '2031', values: [1, 2, 3] } };

/** The answer a fault gives in place of the handler's, if it does. */
export function answerInstead(effect: FaultEffect, service: Service | null, call: Call): Answer | undefined {
  if (effect.html) return gatewayPage();
  if (effect.status === undefined) return undefined;
  const answer = errorAnswer(effect.status, effect.body, service, call);
  if (effect.retryAfter !== undefined) answer.headers['retry-after'] = String(effect.retryAfter);
  return answer;
}

function errorAnswer(status: number, body: unknown, service: Service | null, call: Call): Answer {
  if (typeof body === 'string') return text(body, { status });
  if (body !== undefined) return json(body, { status });
  return service ? service.error(call, status) : json({ status }, { status });
}

function gatewayPage(): Answer {
  const page =
    '<!DOCTYPE html>\n<html><head><title>Service unavailable</title></head>\n' +
    '<body><h1>Please come back later</h1><p>The gateway found no server for this page.</p></body></html>\n';
  return text(page, { type: 'text/html; charset=utf-8' });
}

/** Lays the effects that change a body over an answer. */
export function spoil(
  answer: Answer,
  effect: FaultEffect,
  service: Service | null,
  route: Route | null,
): Answer {
  let out = answer;
  if (effect.unknownEnum) out = rewrite(out, (value) => renameEnums(value, new Set(service?.enumFields)));
  if (effect.extraFields) out = rewrite(out, (value) => addFields(value, route?.shape === 'map'));
  if (effect.malformedJson && typeof out.body === 'string') {
    // Any beginning of an object or array that is not the whole of it fails to parse.
    out = { ...out, body: out.body.slice(0, Math.max(1, Math.floor(out.body.length / 2))) };
  }
  return out;
}

function rewrite(answer: Answer, change: (value: unknown) => unknown): Answer {
  if (typeof answer.body !== 'string' || !/json/.test(answer.headers['content-type'] ?? '')) return answer;
  try {
    return { ...answer, body: JSON.stringify(change(JSON.parse(answer.body))) };
  } catch {
    return answer;
  }
}

function renameEnums(value: unknown, fields: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => renameEnums(item, fields));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      fields.has(key) && typeof item === 'string' ? UNKNOWN_WORD : renameEnums(item, fields),
    ]),
  );
}

/** Adds to records only: keys of dictionaries (such as characteristics) are data, not fields. */
function addFields(value: unknown, isMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => addFields(item, false));
  if (!isObject(value)) return value;
  if (isMap) return Object.fromEntries(Object.entries(value).map(([k, item]) => [k, addFields(item, false)]));
  const out: Record<string, unknown> = { ...value };
  for (const key of ['_embedded', 'samples', 'errors', 'result']) {
    const inner = out[key];
    if (isObject(inner)) {
      out[key] = Object.fromEntries(Object.entries(inner).map(([k, item]) => [k, addFields(item, false)]));
    } else if (Array.isArray(inner)) out[key] = addFields(inner, false);
  }
  return { ...out, ...EXTRA_FIELD };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
