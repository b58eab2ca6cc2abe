import { identified, rule } from './rule.ts';

const CREATE = ['sodar.landingZones.create'];
const SUBMIT = ['sodar.landingZones.validate', 'sodar.landingZones.move'];
const READ = ['sodar.dav.get', 'sodar.dav.propfind'];
const WRITE = ['sodar.dav.put', 'sodar.dav.mkcol', 'sodar.dav.delete'];

export const zoneRules = identified({
  'zone.assay': rule(
    CREATE,
    400,
    'non-field',
    'Assay not found',
    'observed',
    'assay is no UUID, or that of no assay.',
  ),
  'zone.other-project': rule(
    CREATE,
    400,
    'non-field',
    'Assay does not belong to project',
    'documented',
    'The assay is that of another project.',
  ),
  'zone.no-sheet': rule(
    CREATE,
    503,
    'detail',
    'No investigation found for project',
    'observed',
    'From 1.0, told to superusers only: the project has no sheet. Everybody else gets 403.',
  ),
  'zone.no-collections': rule(
    CREATE,
    503,
    'detail',
    'Creating landing zone failed: iRODS collections not created for project',
    'observed',
    'From 1.0, told to superusers only: the collections do not exist. Everybody else gets 403.',
  ),
  'zone.no-collections-old': rule(
    CREATE,
    400,
    'list',
    'Creating landing zone failed: iRODS collections not created for project',
    'observed',
    'Release 0.14: the collections do not exist.',
  ),
  'zone.update-fields': rule(
    ['sodar.landingZones.update'],
    400,
    'list',
    'Updating landing zone failed: Invalid update fields',
    'observed',
    'Any field but description and user_message.',
  ),
  'zone.status': rule(
    [...SUBMIT, 'sodar.landingZones.delete'],
    400,
    'list',
    'Unable to {action} landing zone: status={status}',
    'observed',
    'Only zones that are ACTIVE or FAILED can be acted on.',
  ),
  'zone.limit': rule(
    SUBMIT,
    503,
    'detail',
    'Landing zone validation limit per project reached, please wait for ongoing validation jobs to finish before initiating new ones',
    'observed',
    'From 1.1: a zone of the project is PREPARING or VALIDATING. Looked at before the status of this zone.',
  ),
  'zone.locked': rule(
    ['sodar.landingZones.move'],
    503,
    'detail',
    'Initiating landing zone moving failed: Unable to acquire project lock: Project is locked by another operation',
    'assumed',
    'With sodar.locking=in-process: another move is running in the project. By default the answer is 200 and the zone fails.',
  ),
  'lock.category': rule(
    ['sodar.irods.lockStatus'],
    400,
    'detail',
    'Project locking is not available for categories',
    'observed',
    'The project is a category.',
  ),
});

/** WebDAV. Nobody has looked at a running Davrods for these; the statuses are those of RFC 4918. */
export const davRules = identified({
  'dav.login': rule(
    [...READ, ...WRITE],
    401,
    'dav',
    'Unauthorized',
    'assumed',
    'No HTTP Basic login, or a wrong one. Password and API token are both taken.',
  ),
  'dav.forbidden': rule(
    [...READ, ...WRITE],
    403,
    'dav',
    'Forbidden',
    'assumed',
    'Reading without a role in the project; writing anywhere but in a zone of one’s own that is ACTIVE or FAILED, or, in a restricted one, outside its collections.',
  ),
  'dav.unknown': rule(
    [...READ, 'sodar.dav.delete'],
    404,
    'dav',
    'Not Found',
    'assumed',
    'Nothing is at the path.',
  ),
  'dav.exists': rule(
    ['sodar.dav.mkcol'],
    405,
    'dav',
    'Method Not Allowed',
    'assumed',
    'Something is at the path.',
  ),
  'dav.collection': rule(
    ['sodar.dav.put'],
    405,
    'dav',
    'Method Not Allowed',
    'assumed',
    'A collection is at the path.',
  ),
  'dav.method': rule(
    ['sodar.dav.*'],
    405,
    'dav',
    'Method Not Allowed',
    'assumed',
    'A verb that the sandbox’s WebDAV area does not have.',
  ),
  'dav.parent': rule(
    ['sodar.dav.put', 'sodar.dav.mkcol'],
    409,
    'dav',
    'Conflict',
    'assumed',
    'The collection above does not exist.',
  ),
  'dav.range': rule(
    ['sodar.dav.get'],
    416,
    'dav',
    'Requested Range Not Satisfiable',
    'assumed',
    'A range that begins after the end.',
  ),
});
