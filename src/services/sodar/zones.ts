import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { deposit } from './deposit.ts';
import type { SodarDeposit, SodarDepositInput, SodarDepositOptions } from './deposit-types.ts';
import {
  getLandingZone,
  getZoneSettings,
  listLandingZones,
  listZoneFiles,
  updateLandingZone,
} from './endpoints/zones.ts';
import type { SodarFile } from './irods-types.ts';
import type { SodarRef } from './types.ts';
import type {
  SodarLandingZone,
  SodarLandingZoneInput,
  SodarLandingZoneQuery,
  SodarLandingZoneUpdate,
  SodarSubmittedZone,
  SodarZoneFilesQuery,
  SodarZoneSettings,
} from './zone-types.ts';
import { type SodarZoneTarget, type SodarZoneWaitOptions, waitForZone } from './zone-wait.ts';
import { createZone, newZoneKey, submitZone } from './zone-work.ts';

/**
 * Landing zones: where files are put, checked, and moved into an assay's sample data.
 * @see https://sodar-server.readthedocs.io/en/latest/api_landingzones.html
 */
export class SodarLandingZones {
  constructor(private readonly run: Runner) {}

  /** The zones of a project that are not finished, or all of them. Contributors get their own. */
  list(project: SodarRef, query: SodarLandingZoneQuery = {}, options?: CallOptions): Pager<SodarLandingZone> {
    return this.run.pages(listLandingZones, { project, ...query }, options);
  }

  /** @throws NotFound there is no such zone */
  get(zone: SodarRef, options?: CallOptions): Promise<SodarLandingZone> {
    return this.run(getLandingZone, { zone }, options);
  }

  /**
   * Makes a zone; it is CREATING, and ACTIVE soon (`waitUntil(zone, 'ACTIVE')`). Its title ends in letters that no other zone has:
   * when the answer is lost, it is found by them, and never made twice.
   * @throws Forbidden you are no contributor; or the project has no sheets or collections yet
   * @throws Invalid the assay is not one of the project
   */
  create(project: SodarRef, input: SodarLandingZoneInput, options?: CallOptions): Promise<SodarLandingZone> {
    return createZone(this.run, project, input, newZoneKey(), options);
  }

  /**
   * Changes description and message. **Every update gives a zone another title and path, and makes it yours**, without moving
   * its files: SODAR does so, in every release up to 1.2. `onWarning` is told.
   * @throws Forbidden only an owner or delegate of the project may
   */
  update(zone: SodarRef, changes: SodarLandingZoneUpdate, options?: CallOptions): Promise<SodarLandingZone> {
    return this.run(updateLandingZone, { zone, ...changes }, options);
  }

  /**
   * Has the files checked against their checksum files. Give the answer to `waitUntil`: ACTIVE is good, FAILED is not. While
   * another zone of the project is being validated, waits and tries again for `deadlineMs`.
   * @throws Invalid the zone is neither ACTIVE nor FAILED
   */
  validate(zone: SodarRef, options?: CallOptions): Promise<SodarSubmittedZone> {
    return submitZone(this.run, 'validate', zone, options);
  }

  /**
   * Has the files checked and moved into the assay. Give the answer to `waitUntil`. While another operation holds the project,
   * waits and tries again for `deadlineMs`.
   * @throws Invalid the zone is neither ACTIVE nor FAILED
   */
  move(zone: SodarRef, options?: CallOptions): Promise<SodarSubmittedZone> {
    return submitZone(this.run, 'move', zone, options);
  }

  /**
   * Deletes a zone with all that is in it. Give the answer to `waitUntil`.
   * @throws Invalid the zone is neither ACTIVE nor FAILED
   */
  delete(zone: SodarRef, options?: CallOptions): Promise<SodarSubmittedZone> {
    return submitZone(this.run, 'delete', zone, options);
  }

  /** The files of a zone; checksum files are left out. From SODAR 1.2 on; `dav.propfind` works with all. */
  files(zone: SodarRef, query: SodarZoneFilesQuery = {}, options?: CallOptions): Pager<SodarFile> {
    return this.run.pages(listZoneFiles, { zone, ...query }, options);
  }

  /** What site and project allow. From SODAR 1.2 on. */
  settings(project: SodarRef, options?: CallOptions): Promise<SodarZoneSettings> {
    return this.run(getZoneSettings, { project }, options);
  }

  /**
   * Waits until a zone is ACTIVE, MOVED or DELETED; without a target until nothing is under way in it. What the server still shows
   * of the time before `validate`, `move` and `delete` is not taken for their result: give it what they answered. A move that
   * failed only because another operation held the project is handed in again.
   * @throws WaitFailed FAILED or NOT CREATED, with `status_info`; or the zone cannot get there any more
   * @throws WaitTimeout after `timeoutMs` (default two hours)
   */
  waitUntil(
    zone: SodarRef | SodarLandingZone | SodarSubmittedZone,
    target?: SodarZoneTarget | SodarZoneWaitOptions,
    options: SodarZoneWaitOptions = {},
  ): Promise<SodarLandingZone> {
    return typeof target === 'object'
      ? waitForZone(this.run, zone, undefined, target)
      : waitForZone(this.run, zone, target, options);
  }

  /**
   * Takes files all the way into an assay: makes a zone, uploads them with their checksum files, has them validated and moved, and
   * waits for the end. With a `journal` it can be run again after anything: every file arrives, and arrives once.
   * @throws InputError a file cannot be read, a place is taken, the assay has no place for files, …; nothing was sent
   * @throws WaitFailed SODAR refused the files; its reason is in the message
   */
  deposit(project: SodarRef, input: SodarDepositInput, options?: SodarDepositOptions): Promise<SodarDeposit> {
    return deposit(this.run, project, input, options);
  }
}
