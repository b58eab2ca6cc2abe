import { type Answer, empty, type Refusal, text } from '../../answer.ts';
import type { Call, Mismatch } from '../../routes.ts';
import type { Context, Service } from '../../service.ts';
import { springError } from '../spring.ts';
import type { WebinTokens } from '../webin/tokens.ts';
import { Rejected } from './answers.ts';
import type { EnaArchive, EnaState } from './archive.ts';
import { EnaAuth } from './auth.ts';
import { checklistRoutes } from './checklists.ts';
import { DROP_BOXES, dropBoxRoutes } from './drop-box.ts';
import { objectRoutes } from './objects.ts';
import { BROWSER, PORTAL, portalRoutes } from './portal.ts';
import { Queue } from './queue.ts';
import { REPORTS, reportRoutes } from './reports.ts';
import { enaRules, refuse } from './rules.ts';
import { submitRoutes, V2_BASES } from './submit.ts';
import { TAXONOMY, taxonomyRoutes } from './taxonomy-routes.ts';

/** ENA: Webin versions 2 and 1, reports, and the public look-ups beside them. */
export function enaService(context: Context, archive: EnaArchive, tokens: WebinTokens): Service {
  const auth = new EnaAuth(archive.accounts, tokens);
  const queue = new Queue(archive);
  return {
    name: 'ena',
    prefixes: [...V2_BASES, ...DROP_BOXES, ...REPORTS, PORTAL, BROWSER, TAXONOMY],
    rules: Object.values(enaRules),
    enumFields: ['status', 'releaseStatus', 'processingStatus', 'archiveStatus', 'actions'],
    routes: [
      ...submitRoutes(archive, auth, queue),
      ...dropBoxRoutes(archive, auth),
      ...objectRoutes(archive, auth),
      ...reportRoutes(archive, auth),
      ...checklistRoutes(auth),
      ...portalRoutes(archive),
      ...taxonomyRoutes(archive),
    ],
    guard() {
      archive.nightlyReset();
      queue.runDue();
      return undefined;
    },
    unrouted: (call, mismatch) => unrouted(call, mismatch),
    refused: (call, refusal) => refused(call, refusal, context),
    error: (call, status) => springError(call, context.clock, status, 'No message available'),
    snapshot: () => archive.state(),
    restore: (state) => archive.restore(state as EnaState),
  };
}

function unrouted(call: Call, mismatch: Mismatch | null): never {
  if (mismatch === null) throw refuse('http.no-route');
  if (mismatch.reason === 'method') {
    throw refuse('http.method', { method: call.method, allow: mismatch.allow.join(',') });
  }
  throw refuse('http.accept');
}

function refused(call: Call, refusal: Refusal, context: Context): Answer {
  if (refusal instanceof Rejected) return refusal.answer;
  const { rule, message, values } = refusal;
  if (rule.id === 'http.unauthenticated')
    return empty(rule.status, { 'www-authenticate': 'Basic realm="Webin"' });
  if (rule.shape === 'text') return text(message, { status: rule.status });
  const answer = springError(call, context.clock, rule.status, message);
  if (values.allow !== undefined) answer.headers.allow = values.allow;
  return answer;
}
