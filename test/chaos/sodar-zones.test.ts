import type { ErrorCode } from 'accession';
import type { Lab } from 'accession/sandbox';
import type { SodarLandingZone } from 'accession/sodar';
import { preparePlace } from '../support/sodar-project.ts';
import { FAULTS } from './faults.ts';
import { chaos, type Scenario, type Stage } from './harness.ts';

const bytes = (text: string) => Buffer.from(text);
/** A few looks: where no answer comes, each of them takes real time. */
const BRIEFLY = { timeoutMs: 5_000 };

/** A token that was given cannot be renewed: once the server has ended it, nothing helps. */
const endedToken = { 'expired token': ['unauthenticated'] } as const;
/** Who looks again and again comes to the end of the time, whatever it was that did not pass. */
const waits: Record<string, readonly ErrorCode[]> = Object.fromEntries(
  FAULTS.map(({ name }) => [name, ['wait-timeout', 'unauthenticated']]),
);

const zones = (lab: Lab) => lab.state.sodar.landingZones.list();
/** Files in the sample data, by name. */
const files = (lab: Lab): string[] =>
  lab.state.sodar.files
    .list()
    .filter(({ path }) => path.includes('/sample_data/') && !path.endsWith('.md5'))
    .map(({ path }) => path.slice(path.lastIndexOf('/') + 1));

/** The verb, for each time that a zone was handed in for it. */
const handedIn = (lab: Lab, verb: string): string[] =>
  lab.journal
    .requests({ operation: `sodar.landingZones.${verb}` })
    .filter(({ committed }) => committed)
    .map(() => verb);

async function place({ lab, repos }: Stage) {
  lab.lifecycle.set('sodar.landingZone', { after: { ms: 60 } });
  return preparePlace(repos.sodar, lab);
}

/** A zone with one file and its checksum file. */
async function full(stage: Stage) {
  const { landingZones, dav } = stage.repos.sodar;
  const home = await place(stage);
  stage.lab.lifecycle.set('sodar.landingZone', { after: 'immediate' });
  const zone = await landingZones.waitUntil(
    await landingZones.create(home.project, { assay: home.assay }),
    'ACTIVE',
  );
  await dav.put(`${zone.irods_path}/a.txt`, bytes('1'));
  await dav.put(`${zone.irods_path}/a.txt.md5`, bytes('c4ca4238a0b923820dcc509a6f75849b'));
  return { ...home, zone };
}

/** A file in the sample data. */
async function stored(stage: Stage) {
  const home = await full(stage);
  const { landingZones } = stage.repos.sodar;
  await landingZones.waitUntil(await landingZones.move(home.zone), 'MOVED');
  return { ...home, path: `${home.collection}/a.txt` };
}

const SCENARIOS: Scenario[] = [
  {
    name: 'make a zone and wait for it',
    alsoFails: waits,
    async prepare(stage) {
      const { project, assay } = await place(stage);
      return {
        async run({ sodar: { landingZones } }, ledger) {
          const zone = await ledger.write('zone', () => landingZones.create(project, { assay }));
          if (zone) await ledger.read(() => landingZones.waitUntil(zone, 'ACTIVE', BRIEFLY));
        },
        stored: () => zones(stage.lab).map(() => 'zone'),
      };
    },
  },
  {
    name: 'move a zone',
    alsoFails: waits,
    async prepare(stage) {
      const { zone } = await full(stage);
      stage.lab.lifecycle.set('sodar.landingZone', { after: { ms: 60 } });
      return {
        async run({ sodar: { landingZones } }, ledger) {
          const moving = await ledger.write('move', () => landingZones.move(zone));
          if (moving) await ledger.read(() => landingZones.waitUntil(moving, 'MOVED', BRIEFLY));
        },
        stored: () => handedIn(stage.lab, 'move'),
      };
    },
  },
  {
    name: 'delete a zone',
    alsoFails: waits,
    async prepare(stage) {
      const { zone } = await full(stage);
      return {
        async run({ sodar: { landingZones } }, ledger) {
          const going = await ledger.write('delete', () => landingZones.delete(zone));
          if (going) await ledger.read(() => landingZones.waitUntil(going, 'DELETED', BRIEFLY));
        },
        stored: () => handedIn(stage.lab, 'delete'),
      };
    },
  },
  {
    name: 'collections',
    alsoFails: endedToken,
    async prepare(stage) {
      const { project } = await preparePlace(stage.repos.sodar, stage.lab, { collections: false });
      return {
        async run({ sodar: { irods } }, ledger) {
          await ledger.write('collections', () => irods.createCollections(project));
        },
        *stored() {
          if (stage.lab.state.sodar.sheets.get(project.sodar_uuid)?.collections) yield 'collections';
        },
      };
    },
  },
  {
    name: 'lists of files and zones',
    alsoFails: endedToken,
    async prepare(stage) {
      const { project } = await stored(stage);
      return {
        async run({ sodar: { irods, landingZones } }, ledger) {
          await ledger.list(['a.txt'], async () =>
            (await irods.files(project).all()).map(({ name }) => name),
          );
          await ledger.list(['MOVED'], async () =>
            (await landingZones.list(project, { finished: true }).all()).map(
              ({ status }: SodarLandingZone) =>
                // What another release calls it is told as it is.
                status.startsWith('MOVED') ? status : 'MOVED',
            ),
          );
        },
        stored: () => [],
      };
    },
  },
  {
    name: 'ask for a deletion, and accept it',
    alsoFails: endedToken,
    async prepare(stage) {
      const { project, path } = await stored(stage);
      return {
        async run({ sodar: { dataRequests } }, ledger) {
          const request = await ledger.write('request', () => dataRequests.create(project, { path }));
          if (request) await ledger.write('accepted', () => dataRequests.accept(request));
        },
        *stored() {
          for (const { status } of stage.lab.state.sodar.dataRequests.list()) {
            yield 'request';
            if (status === 'ACCEPTED') yield 'accepted';
          }
        },
      };
    },
  },
  {
    name: 'make a ticket and change it',
    alsoFails: endedToken,
    async prepare(stage) {
      const { project, path } = await stored(stage);
      return {
        async run({ sodar: { accessTickets } }, ledger) {
          const ticket = await ledger.write('ticket', () =>
            accessTickets.create(project, { path, allowed_hosts: ['10.0.0.1'] }),
          );
          if (ticket) await ledger.write('label', () => accessTickets.update(ticket, { label: 'label' }));
        },
        *stored() {
          for (const { label, allowedHosts } of stage.lab.state.sodar.accessTickets.list()) {
            if (allowedHosts.length === 1) yield 'ticket';
            if (label === 'label') yield 'label';
          }
        },
      };
    },
  },
  {
    name: 'files over WebDAV',
    alsoFails: endedToken,
    async prepare(stage) {
      const { zone } = await full(stage);
      const at = `${zone.irods_path}/more`;
      return {
        async run({ sodar: { dav } }, ledger) {
          if ((await ledger.write('more', () => dav.mkcol(at))) === undefined) return;
          await ledger.write('b.txt', () => dav.put(`${at}/b.txt`, bytes('2')));
          await ledger.read(() => dav.propfind(at));
        },
        *stored() {
          const { files: all } = stage.lab.state.sodar;
          if (all.list().some(({ path }) => path.endsWith('/more/b.txt'))) yield 'b.txt';
          if (all.collections().some((path) => path.endsWith('/more'))) yield 'more';
        },
      };
    },
  },
  {
    name: 'deposit with a journal',
    alsoFails: waits,
    async prepare(stage) {
      const { project, assay } = await place(stage);
      const { lab, journal } = stage;
      lab.lifecycle.set('sodar.landingZone', { after: { reads: 1 } });
      const names = ['a.txt', 'b.txt'];
      const input = {
        assay,
        files: names.map((name) => ({ path: `run/${name}`, source: bytes(name) })),
      };
      let ended = false;
      const options = { journal, concurrency: 2, waitMs: 60_000, reconcileForMs: 2_000 };
      return {
        async run({ sodar: { landingZones } }, ledger) {
          const done = await ledger.read(() => landingZones.deposit(project, input, options));
          ended ||= ledger.errors.some(({ code }) => code === 'unauthenticated');
          // Without an answer nothing is claimed: the next run finds out.
          for (const name of names) ledger.claim(name, done ? 'stored' : 'unknown');
        },
        *stored() {
          yield* files(lab);
          const moved = zones(lab).filter(({ status }) => status === 'MOVED').length;
          for (let more = 1; more < moved; more += 1) yield* names;
        },
        // Without a token the next day is no better.
        get complete() {
          return ended ? [] : names;
        },
      };
    },
  },
];

chaos('sodar', SCENARIOS);
