import type { Sodar, SodarSubmittedZone } from 'accession/sodar';
import { begin, type Operation } from './operations-shared.ts';

const UUID = '5c1e3f60-8b7a-4d29-9e14-2f6b0a7c8d31';
const PLACE = '/sodarZone/projects/5c/place';
const SUM = 'c4ca4238a0b923820dcc509a6f75849b';

/** The methods of the client that are about files. */
export function zoneOperations({
  irods,
  landingZones,
  dav,
  dataRequests,
  accessTickets,
}: Sodar): Record<string, Operation> {
  const submitted: SodarSubmittedZone = {
    sodar_uuid: UUID,
    detail: '',
    action: 'move',
    before: { status: 'ACTIVE', status_info: '', date_modified: '' },
  };
  return {
    'irods.createCollections': (_, options) => irods.createCollections(UUID, options),
    'irods.files': (_, options) => begin(irods.files(UUID, {}, options)),
    'irods.fileExists': (_, options) => irods.fileExists(SUM, options),
    'irods.environment': (_, options) => irods.environment(options),
    'irods.lockStatus': (_, options) => irods.lockStatus(UUID, options),
    'landingZones.list': (_, options) => begin(landingZones.list(UUID, { finished: true }, options)),
    'landingZones.get': (_, options) => landingZones.get(UUID, options),
    'landingZones.create': (word, options) =>
      landingZones.create(UUID, { assay: UUID, title: word, description: word }, options),
    'landingZones.update': (word, options) => landingZones.update(UUID, { description: word }, options),
    'landingZones.validate': (_, options) => landingZones.validate(UUID, { ...options, deadlineMs: 1_000 }),
    'landingZones.move': (_, options) => landingZones.move(UUID, { ...options, deadlineMs: 1_000 }),
    'landingZones.delete': (_, options) => landingZones.delete(UUID, { ...options, deadlineMs: 1_000 }),
    'landingZones.files': (_, options) => begin(landingZones.files(UUID, {}, options)),
    'landingZones.settings': (_, options) => landingZones.settings(UUID, options),
    'landingZones.waitUntil': (_, { timeoutMs, ...options }) =>
      landingZones.waitUntil(submitted, 'MOVED', { ...options, pollMs: 1, timeoutMs: 1 }),
    'landingZones.deposit': (word, { timeoutMs, ...options }, journal) =>
      landingZones.deposit(
        UUID,
        { assay: UUID, title: word, files: [{ path: `${word}.txt`, source: Buffer.from(word) }] },
        { ...options, journal, pollMs: 1, waitMs: 1, reconcileForMs: 0, deadlineMs: 1_000 },
      ),
    'dav.put': (word, options) => dav.put(`${PLACE}/${word}`, Buffer.from(word), options),
    'dav.mkcol': (word, options) => dav.mkcol(`${PLACE}/${word}`, options),
    'dav.propfind': (word, options) => dav.propfind(`${PLACE}/${word}`, options),
    'dav.get': (word, options, journal) =>
      dav.get(`${PLACE}/${word}`, { ...options, destination: `${journal}.file`, overwrite: true }),
    'dav.delete': (word, options) => dav.delete(`${PLACE}/${word}`, options),
    'dataRequests.list': (_, options) => begin(dataRequests.list(UUID, {}, options)),
    'dataRequests.get': (_, options) => dataRequests.get(UUID, options),
    'dataRequests.create': (word, options) =>
      dataRequests.create(UUID, { path: PLACE, description: word }, options),
    'dataRequests.update': (word, options) => dataRequests.update(UUID, { description: word }, options),
    'dataRequests.delete': (_, options) => dataRequests.delete(UUID, options),
    'dataRequests.accept': (_, options) => dataRequests.accept(UUID, options),
    'dataRequests.reject': (_, options) => dataRequests.reject(UUID, options),
    'accessTickets.list': (_, options) => begin(accessTickets.list(UUID, { active: true }, options)),
    'accessTickets.get': (_, options) => accessTickets.get(UUID, options),
    'accessTickets.create': (word, options) =>
      accessTickets.create(UUID, { path: PLACE, label: word }, options),
    'accessTickets.update': (word, options) => accessTickets.update(UUID, { label: word }, options),
    'accessTickets.delete': (_, options) => accessTickets.delete(UUID, options),
  };
}
