import { durationMs } from '../../clock.ts';
import { LANDING_ZONE } from './lifecycles.ts';
import type { Micros, TimelineEvent, Zone, ZoneFlow, ZoneStatus, ZoneStep } from './model.ts';
import type { Site } from './site.ts';
import { dataObjects, plural, problemOf, target } from './zone-check.ts';
import { zoneCollections } from './zone-paths.ts';

export const CREATING: ZoneStep = { status: 'CREATING', info: 'Creating landing zone in iRODS' };
const LOCK_TEXT = 'Unable to acquire project lock: Project is locked by another operation';
/** The failure that a flow of a kind can be told to end in. */
const UNKNOWN: Readonly<Record<ZoneFlow['kind'], ZoneStep | null>> = {
  create: { status: 'NOT CREATED', info: 'Creating landing zone in iRODS failed (unknown problem)' },
  validate: { status: 'FAILED', info: 'Validation/moving failed (unknown problem)' },
  move: { status: 'FAILED', info: 'Validation/moving failed (unknown problem)' },
  delete: null,
};
/** Part of the time of a flow in which a reader still sees the status of before. */
const STALE = 0.1;

/** The status that counts for everybody but readers: a submitted zone is busy at once. */
export function effectiveStatus({ status, flow }: Zone): ZoneStatus {
  return flow && flow.at < 0 ? (flow.steps[0]?.status ?? status) : status;
}

export function isLocked(site: Site, project: string): boolean {
  return site.store.zones.where((zone) => zone.project === project && zone.flow?.locks === true).length > 0;
}

/** Zones of a project that are being validated now. */
export function validating(site: Site, project: string): number {
  const busy: readonly ZoneStatus[] = ['PREPARING', 'VALIDATING'];
  return site.store.zones.where((zone) => zone.project === project && busy.includes(effectiveStatus(zone)))
    .length;
}

interface Course {
  steps: ZoneStep[];
  works: boolean;
  locks?: boolean;
}

export function startCreate(site: Site, zone: Zone, event: TimelineEvent): void {
  const ready = { status: 'ACTIVE' as const, info: 'Available with write access for user' };
  start(site, zone, 'create', event, { steps: [CREATING, ready], works: true });
}

export function startDelete(site: Site, zone: Zone, event: TimelineEvent): void {
  const gone = { status: 'DELETED' as const, info: 'Landing zone deleted' };
  const nothing = {
    status: 'DELETED' as const,
    info: 'No iRODS collection for zone found, marked as deleted',
  };
  const deleting = { status: 'DELETING' as const, info: 'Deleting landing zone' };
  const there = site.irods.isCollection(zone.collection);
  start(site, zone, 'delete', event, { steps: there ? [deleting, gone] : [nothing], works: true });
}

/** What the files are worth is known at once, since nobody can write from now on; it is told later. */
export function startSubmit(site: Site, zone: Zone, moving: boolean, event: TimelineEvent): void {
  const locked = moving && isLocked(site, zone.project);
  const failed = (why: string): ZoneStep => ({
    status: 'FAILED',
    info: `Failed to ${moving ? 'move' : 'validate'} landing zone files: ${why}`,
  });
  const preparing: ZoneStep = {
    status: 'PREPARING',
    info: `Preparing transaction for validation${moving ? ' and moving' : ''}`,
  };
  const checking: ZoneStep = { status: 'VALIDATING', info: 'Validation in progress, write access disabled' };
  const kind = moving ? 'move' : 'validate';
  if (locked) {
    start(site, zone, kind, event, { steps: [preparing, failed(LOCK_TEXT)], works: false });
    return;
  }
  const problem = problemOf(site, zone, moving);
  const files = plural(dataObjects(site, zone).length, 'file');
  const good: ZoneStep[] = moving
    ? [
        { status: 'MOVING', info: `Validation OK, moving ${files} into sample_data` },
        { status: 'MOVED', info: `Successfully moved ${files}, landing zone removed` },
      ]
    : [{ status: 'ACTIVE', info: `Successfully validated ${files}` }];
  start(site, zone, kind, event, {
    steps: [preparing, checking, ...(problem === undefined ? good : [failed(problem)])],
    works: problem === undefined,
    locks: moving,
  });
}

function start(site: Site, zone: Zone, kind: ZoneFlow['kind'], event: TimelineEvent, course: Course): void {
  const { steps, works, stuckAt, after } = planned(site, kind, course);
  const timed = typeof after === 'object' && 'ms' in after ? durationMs(after.ms) * 1000 : null;
  site.store.zones.put({
    ...zone,
    flow: {
      kind,
      steps,
      // A new zone has its first status from the start, and what never moves on has nothing to be late with.
      at: kind === 'create' ? 0 : -1,
      started: site.context.clock.now() * 1000,
      takes: after === 'immediate' ? 0 : timed,
      reads: typeof after === 'object' && 'reads' in after ? after.reads : null,
      looks: 0,
      event: event.uuid,
      stuckAt: after === 'never' ? 0 : stuckAt,
      works,
      locks: course.locks === true,
    },
  });
}

/** Lays the plan in force over the natural course. */
function planned(site: Site, kind: ZoneFlow['kind'], { steps, works }: Course) {
  const failure = UNKNOWN[kind];
  const { after, reach, fail } = site.context.lifecycle.planFor(LANDING_ZONE, {
    states: steps.map(({ status }) => status),
    failures: failure ? [failure.status] : [],
  });
  if (failure && fail !== undefined)
    return { steps: [...steps.slice(0, -1), failure], works: false, stuckAt: null, after };
  const stuckAt = reach === undefined ? null : steps.findIndex(({ status }) => status === reach);
  return { steps, works, stuckAt, after };
}

/** Brings every zone to where time has brought it; what waits for looks is left alone. */
export function settleZones(site: Site): void {
  for (const { uuid, flow } of site.store.zones.all()) {
    if (flow && flow.reads === null) advance(site, uuid, false);
  }
}

/** A reader looks at a zone: the zone as it is then. */
export function lookAt(site: Site, zone: Zone): Zone {
  if (zone.flow) advance(site, zone.uuid, true);
  return site.store.zones.get(zone.uuid) ?? zone;
}

function advance(site: Site, uuid: string, look: boolean): void {
  const zone = site.store.zones.get(uuid);
  const flow = zone?.flow;
  if (!zone || !flow) return;
  const now = site.context.clock.now() * 1000;
  const at = Math.max(flow.at, position(flow, now));
  if (look && flow.reads !== null) flow.looks += 1;
  if (at === flow.at) return;
  const step = flow.steps[at];
  if (!step) return;
  flow.at = at;
  const done = at === flow.steps.length - 1;
  if (done && flow.works) finish(site, zone, flow);
  const event = site.store.events.get(flow.event);
  if (done && event) site.mark(event, flow.works ? 'OK' : 'FAILED');
  const { status, info } = step;
  site.store.zones.put({ ...zone, status, info, modified: site.now(), flow: done ? null : flow });
}

/** Index of the stage that a flow has reached; -1: none yet. */
function position(flow: ZoneFlow, now: Micros): number {
  const { steps, takes, reads, looks, started, stuckAt } = flow;
  const last = stuckAt ?? steps.length - 1;
  const between = Math.max(1, last);
  if (takes === null && reads === null) return last;
  if (reads !== null) {
    if (looks >= reads) return last;
    if (looks === 0 && reads > 1 && flow.at < 0) return -1;
    return Math.min(last, Math.floor((looks * between) / reads));
  }
  const passed = takes ? (now - started) / takes : 1;
  if (passed >= 1) return last;
  if (passed < STALE && flow.at < 0) return -1;
  return Math.min(last, Math.floor(Math.max(0, (passed - STALE) / (1 - STALE)) * between));
}

/** What a flow does to iRODS when it is done. */
function finish(site: Site, zone: Zone, flow: ZoneFlow): void {
  const { irods } = site;
  if (flow.kind === 'create') {
    for (const path of [zone.collection, ...zoneCollections(site, zone)]) irods.makeCollection(path);
    return;
  }
  if (flow.kind === 'validate') {
    for (const object of irods.objectsBelow(zone.collection))
      site.store.objects.put({ ...object, summed: true });
    return;
  }
  if (flow.kind === 'move') {
    const now = site.now();
    for (const object of irods.objectsBelow(zone.collection))
      irods.move(object, target(site, zone, object), now);
  }
  irods.remove(zone.collection);
}
