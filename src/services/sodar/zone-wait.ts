import { NotFound } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { isDoubt } from '../../core/many/doubt.ts';
import { type WaitOptions, type WaitPlan, type WaitProgress, waitUntil } from '../../core/many/wait.ts';
import type { CallOptions } from '../../core/options.ts';
import { getLandingZone } from './endpoints/zones.ts';
import { isLocked } from './explain.ts';
import type { SodarRef } from './types.ts';
import type { SodarLandingZone, SodarSubmittedZone, SodarZoneSeen } from './zone-types.ts';
import { hasChanged, seenOf, submitOnce } from './zone-work.ts';

/** How far to wait for a landing zone. */
export type SodarZoneTarget = 'ACTIVE' | 'MOVED' | 'DELETED';

export interface SodarZoneProgress extends WaitProgress {
  /** What SODAR says is going on. */
  status_info: string;
}

export interface SodarZoneWaitOptions extends Omit<WaitOptions, 'onProgress'> {
  /** Milliseconds to wait in all. Default two hours: checksums of large files take their time. */
  timeoutMs?: number;
  /** Told after each look. */
  onProgress?(progress: SodarZoneProgress): void;
}

const TARGETS: readonly SodarZoneTarget[] = ['ACTIVE', 'MOVED', 'DELETED'];
const TIMEOUT_MS = 2 * 3_600_000;
const POLL_MS = 1_000;
/** So long a server may take to show that a zone was handed in, when we do not know how it was before. */
const GRACE_MS = 60_000;
const BUSY = new Set(['CREATING', 'PREPARING', 'VALIDATING', 'MOVING', 'DELETING']);
/** Words that are not known here may mean anything: they are waited through. */
const RESTING = new Set(['ACTIVE', 'FAILED', 'MOVED', 'DELETED', 'NOT CREATED']);
export const isResting = ({ status }: Pick<SodarLandingZone, 'status'>): boolean => RESTING.has(status);
/** What FAILED says when another operation held the project: the files are as good as they were. */
const LOCKED = /project lock|locked by another/i;
/** The word for a zone that was handed in and still shows what it was before. */
const SUBMITTED = 'SUBMITTED';

/** The handle of a wait, as plain data. */
interface Handle {
  sodar_uuid: string;
  action?: SodarSubmittedZone['action'];
  before?: SodarZoneSeen;
}

interface Look {
  zone: SodarLandingZone | undefined;
  /** It was handed in, and shows no sign of it yet. */
  stale: boolean;
  /** Milliseconds for which it has shown the same. */
  restedMs: number;
}

type Given = SodarRef | SodarLandingZone | SodarSubmittedZone;

const handleOf = (given: Given): Handle => {
  if (typeof given === 'string') return { sodar_uuid: given };
  const { sodar_uuid } = given;
  if ('before' in given) return { sodar_uuid, action: given.action, before: given.before };
  return 'date_modified' in given ? { sodar_uuid, before: seenOf(given) } : { sodar_uuid };
};

/**
 * Waits for a zone. What the server still shows of the time before it was handed in is never taken for the result; a move
 * that failed only because another operation held the project is handed in again.
 */
export async function waitForZone(
  run: Runner,
  given: Given,
  target: SodarZoneTarget | undefined,
  { timeoutMs = TIMEOUT_MS, onProgress, ...options }: SodarZoneWaitOptions = {},
): Promise<SodarLandingZone> {
  if (target !== undefined && !TARGETS.includes(target)) {
    const message = `must be one of ${TARGETS.join(', ')}`;
    throw run.inputError('sodar.landingZones.waitUntil', [{ path: 'target', message }]);
  }
  const watch = new Watch(run, handleOf(given));
  const { zone } = await waitUntil(run, watch.plan(), handleOf(given), target, {
    timeoutMs,
    ...options,
    onProgress: (progress) => onProgress?.({ ...progress, status_info: watch.info }),
  });
  return zone as SodarLandingZone;
}

/** What is seen of one zone, look after look. */
class Watch {
  info = '';
  readonly #run: Runner;
  readonly #action: Handle['action'];
  #before: SodarZoneSeen | undefined;
  #last: { seen: SodarZoneSeen; since: number } | undefined;
  /** It has changed since it was handed in. */
  #begun = false;

  constructor(run: Runner, { action, before }: Handle) {
    this.#run = run;
    this.#action = action;
    this.#before = before;
  }

  plan(): WaitPlan<Handle, Look> {
    return {
      operation: 'sodar.landingZones.waitUntil',
      look: (handle, call) => this.#look(handle, call),
      wordOf: ({ zone, stale }) => (stale ? SUBMITTED : (zone?.status ?? 'UNKNOWN')),
      hasEnded: ({ zone, stale }) => zone !== undefined && !stale && isResting(zone),
      failed: (state, target) => this.#failed(state, target),
      pollMs: POLL_MS,
    };
  }

  async #look({ sodar_uuid }: Handle, call: CallOptions): Promise<Look> {
    const zone = await this.#run(getLandingZone, { zone: sodar_uuid }, call).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (!zone) return { zone, stale: false, restedMs: 0 };
    this.info = zone.status_info;
    const now = this.#run.context.clock.now();
    if (!this.#last || hasChanged(zone, this.#last.seen)) this.#last = { seen: seenOf(zone), since: now };
    const restedMs = now - this.#last.since;
    this.#begun ||= BUSY.has(zone.status) || (this.#before !== undefined && hasChanged(zone, this.#before));
    const stale = this.#action !== undefined && !this.#begun;
    if (stale || !isHeldUp(zone, this.#action)) return { zone, stale, restedMs };
    await this.#again(zone, call);
    return { zone, stale: true, restedMs };
  }

  /** Hands the move in again. */
  async #again(zone: SodarLandingZone, call: CallOptions): Promise<void> {
    try {
      await submitOnce(this.#run, 'move', zone, call);
    } catch (error) {
      if (isLocked(error)) return;
      if (!isDoubt(error)) throw error;
    }
    // Taken, or in doubt: either way it is waited for, and not handed in once more.
    this.#before = seenOf(zone);
    this.#begun = false;
  }

  #failed({ zone, stale, restedMs }: Look, target: string | undefined): string | undefined {
    if (!zone) return 'SODAR knows no such landing zone';
    const { status, status_info } = zone;
    if (stale || status === target) return undefined;
    if (status === 'NOT CREATED') return `the landing zone could not be created: ${status_info}`;
    const known = this.#begun || restedMs >= GRACE_MS;
    if (status === 'FAILED') return known ? status_info : undefined;
    if (target === undefined || !RESTING.has(status)) return undefined;
    if (status !== 'ACTIVE')
      return `the landing zone is ${status} (${status_info}): it will not become ${target}`;
    const idle = this.#action === 'validate' || (this.#action === undefined && restedMs >= GRACE_MS);
    return idle
      ? `the landing zone is ACTIVE (${status_info}), and does not become ${target} by itself: hand it in with landingZones.${target === 'MOVED' ? 'move' : 'delete'}`
      : undefined;
  }
}

const isHeldUp = ({ status, status_info }: SodarLandingZone, action: Handle['action']): boolean =>
  action === 'move' && status === 'FAILED' && LOCKED.test(status_info);
