import { randomBytes } from 'node:crypto';
import { sleep } from '../../core/clock.ts';
import { AbortedError } from '../../core/errors/index.ts';
import { DEFAULTS, type Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import {
  createLandingZone,
  deleteLandingZone,
  getLandingZone,
  listLandingZones,
  moveLandingZone,
  validateLandingZone,
} from './endpoints/zones.ts';
import { isLocked } from './explain.ts';
import { orFind } from './settle.ts';
import type { SodarRef } from './types.ts';
import type {
  SodarLandingZone,
  SodarLandingZoneInput,
  SodarSubmittedZone,
  SodarZoneSeen,
} from './zone-types.ts';

const KEY_LETTERS = 8;
const ENDPOINTS = { validate: validateLandingZone, move: moveLandingZone, delete: deleteLandingZone };
/** Somebody else's move takes minutes. */
const LOCKED_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;

/** A few letters that no other zone has: the end of the title, by which a zone is found again. */
export const newZoneKey = (): string =>
  Array.from(randomBytes(KEY_LETTERS), (byte) => (byte % 36).toString(36)).join('');

/** The zone whose title ends so, finished or not. */
export const findZone = (
  run: Runner,
  project: SodarRef,
  key: string,
  call?: CallOptions,
): Promise<SodarLandingZone | undefined> =>
  run
    .pages(listLandingZones, { project, finished: true }, call)
    .filter(({ title }) => title.endsWith(`_${key}`))
    .first();

/** Makes a zone with this key; after a lost answer it is looked for, and never made a second time. */
export const createZone = (
  run: Runner,
  project: SodarRef,
  input: SodarLandingZoneInput,
  key: string,
  call?: CallOptions,
): Promise<SodarLandingZone> =>
  orFind(
    run,
    call,
    () =>
      run(
        createLandingZone,
        { project, ...input, title: [input?.title, key].filter(Boolean).join(' ') },
        call,
      ),
    () => findZone(run, project, key, call),
  );

export const seenOf = ({ status, status_info, date_modified }: SodarZoneSeen): SodarZoneSeen => ({
  status,
  status_info,
  date_modified,
});

/** Every change of a zone sets its date. */
export const hasChanged = (zone: SodarZoneSeen, before: SodarZoneSeen): boolean =>
  zone.date_modified !== before.date_modified;

/** Hands a zone in once. After a lost answer the zone itself tells: it changes when it was taken. */
export async function submitOnce(
  run: Runner,
  action: SodarSubmittedZone['action'],
  zone: SodarRef,
  call?: CallOptions,
): Promise<SodarSubmittedZone> {
  const first = await run(getLandingZone, { zone }, call);
  const before = seenOf(first);
  const taken = await orFind(
    run,
    call,
    () => run(ENDPOINTS[action], { zone }, call),
    async () => {
      const now = await run(getLandingZone, { zone }, call);
      return hasChanged(now, before) ? { detail: now.status_info, sodar_uuid: now.sodar_uuid } : undefined;
    },
  );
  return { sodar_uuid: first.sodar_uuid, detail: taken.detail, action, before };
}

/** Hands a zone in; while another operation holds the project, waits and tries again for `patienceMs`. */
export async function submitZone(
  run: Runner,
  action: SodarSubmittedZone['action'],
  zone: SodarRef,
  call: CallOptions = {},
  patienceMs = call.deadlineMs ?? run.context.options.deadlineMs ?? DEFAULTS.deadlineMs,
): Promise<SodarSubmittedZone> {
  const { clock } = run.context;
  const until = clock.now() + patienceMs;
  for (let pause = LOCKED_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await submitOnce(run, action, zone, call);
    } catch (error) {
      if (!isLocked(error) || clock.now() + pause >= until) throw error;
    }
    await rest(run, `sodar.landingZones.${action}`, pause, call.signal);
  }
}

/** Sleeps; an abort is told as the caller's own. */
export async function rest(
  run: Runner,
  operation: string,
  ms: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { service, clock } = run.context;
  await sleep(clock, ms, signal).catch(() => {
    throw new AbortedError({ service, operation, method: 'POST', url: '', attempts: 0, outcome: 'not-sent' });
  });
}
