import type { FaultEffect, FaultRequest, Lab, RandomFault } from 'accession/sandbox';

/** Of all requests, each kind of fault strikes so many. */
const SHARE = 0.05;
/** Lab seconds; the lab's time is fast. */
const RETRY_AFTER = 2;

/** What the names of the columns do to a request. */
export const KINDS = {
  reset: { reset: true },
  'after commit': { resetAfterCommit: true },
  '503': { status: 503, retryAfter: RETRY_AFTER },
  '429': { status: 429, retryAfter: RETRY_AFTER },
  stall: { stallAfterBytes: 3 },
  html: { html: true },
  truncated: { truncateBody: true },
  'expired token': { expireToken: true },
} satisfies Record<string, FaultEffect>;
export type KindOfFault = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as KindOfFault[];

/** Where there are tokens that are fetched anew; a password or a fixed token would be worth nothing from then on. */
const RENEWABLE = ['biosamples', 'usi', 'openbis', 'aap', 'webin'];
/** There the login is refused this once. */
const FIXED = ['ena', 'sodar'];

interface KnownFault extends RandomFault {
  kind: KindOfFault;
}

export const FAULTS: readonly KnownFault[] = KIND_NAMES.flatMap((kind): KnownFault[] => {
  if (kind !== 'expired token') return [{ kind, share: SHARE, effect: KINDS[kind] }];
  return [
    ...RENEWABLE.map((service) => ({ kind, service, share: SHARE, effect: KINDS[kind] })),
    ...FIXED.map((service) => ({ kind, service, share: SHARE, effect: { status: 401 } })),
  ];
});

export const kindOf = (fault: RandomFault | undefined): KindOfFault | undefined =>
  FAULTS.find((known) => known === fault)?.kind;

const IDENTITY =
  /SAMEA\d+|ER[APSXRZ]\d+|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{17}-\d+/g;
/** When something was done, which no two runs have in common; folders of landing zones begin with it. */
const MOMENT = /\d{8}_\d{6}[^/"]*|\d{4}-\d\d-\d\d(T| |%20)\d\d[:%\d.ZA+-]*|\b1[78]\d{11}\b/g;
/** A page of a list is the next attempt at the list. */
const PAGE_MARKS = ['cursor', 'page', 'offset'];

/**
 * What a request is about, in words that are the same in every run: accessions and UUIDs are given in the order in which
 * requests come, and are replaced by the names of what they belong to.
 */
export function namingFor(lab: Lab): (request: FaultRequest) => string {
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const found = lookUp(lab, id) ?? '*';
    names.set(id, found);
    return found;
  };
  const natural = (text: string): string => text.replace(MOMENT, '*').replace(IDENTITY, nameOf);
  return ({ operation, path, query, body }) => {
    const kept = Object.entries(query).filter(([name]) => !PAGE_MARKS.includes(name));
    return natural(`${path}?${JSON.stringify(kept)}\n${bodyOf(operation, body)}`);
  };
}

function bodyOf(operation: string | null, body: string): string {
  // The title ends with letters that are drawn; the project is in the path.
  if (operation === 'sodar.landingZones.create') return '';
  const boundary = body.startsWith('--') ? body.slice(0, body.indexOf('\r\n')) : '';
  if (boundary === '') return body;
  // An archive carries the time at which it was packed.
  return /filename="[^"]*\.zip"/.test(body) ? '' : body.replaceAll(boundary, '');
}

function lookUp({ state }: Lab, id: string): string | undefined {
  if (id.startsWith('SAMEA') || id.startsWith('ER')) {
    const submission =
      id.startsWith('ERA') && state.ena.submissions.list().find((one) => one.accession === id);
    if (submission) return submission.alias;
    return state.biosamples.samples.get(id)?.name ?? state.ena.objects.get(id)?.alias;
  }
  if (/^\d{17}-/.test(id)) {
    const dataset = state.openbis.datasets.get(id);
    return dataset ? `a data set of ${dataset.object}` : state.openbis.objects.get(id)?.code;
  }
  const { usi, sodar } = state;
  const submission = usi.submissions.get(id);
  if (submission) return submission.name ?? '';
  const project = sodar.projects.get(id);
  if (project) return project.title;
  const zone = sodar.landingZones.get(id);
  if (zone) return `a zone of ${sodar.projects.get(zone.project)?.title}`;
  return undefined;
}
