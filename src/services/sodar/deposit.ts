import { WaitFailed } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import { Gate } from '../../core/many/gate.ts';
import type { CallOptions } from '../../core/options.ts';
import { checkInput } from '../../core/schema.ts';
import { assayIn, demandFreePlaces, demandSame, schemeOf, withoutDuplicates } from './deposit-checks.ts';
import { CannotDeposit, type PlannedFile, planFiles } from './deposit-files.ts';
import { DepositJournal } from './deposit-journal.ts';
import { Telling } from './deposit-telling.ts';
import {
  DEPOSIT,
  type SodarDeposit,
  type SodarDepositInput,
  type SodarDepositOptions,
} from './deposit-types.ts';
import { type UploadJob, uploadAll } from './deposit-upload.ts';
import { getLandingZone } from './endpoints/zones.ts';
import { depositIn } from './schemas/deposit.ts';
import type { SodarRef } from './types.ts';
import { davUploader } from './uploader.ts';
import type { SodarLandingZone } from './zone-types.ts';
import { isResting, type SodarZoneTarget, type SodarZoneWaitOptions, waitForZone } from './zone-wait.ts';
import { submitZone } from './zone-work.ts';

const CONCURRENCY = 4;
const WAIT_MS = 2 * 3_600_000;

/** Takes files all the way: create → ACTIVE → upload → validate → move → MOVED. */
export async function deposit(
  given: Runner,
  project: SodarRef,
  input: SodarDepositInput,
  options: SodarDepositOptions = {},
): Promise<SodarDeposit> {
  const {
    journal: path,
    concurrency = CONCURRENCY,
    duplicates = 'allow',
    validate = true,
    dryRun = false,
    waitMs = WAIT_MS,
    pollMs,
    reconcileForMs,
    uploader,
    onProgress,
    ...call
  } = options;
  const run = given.gated(new Gate(given.context.clock));
  const checked = checkInput(depositIn(), { project, ...input, concurrency, duplicates, validate });
  if (!checked.ok) throw run.inputError(DEPOSIT, checked.issues);
  const files = await planFiles(input.files).catch((error: unknown) => {
    throw error instanceof CannotDeposit ? run.inputError(DEPOSIT, error.issues) : error;
  });
  const { value } = checked;
  const content = [value.assay ?? null, files.map((file) => file.path).sort()];
  const kept = { path: dryRun ? undefined : path, reconcileForMs };
  const journal = await DepositJournal.open(run, call, kept, value.project, content);
  const job = { run, uploader: uploader ?? davUploader(run), call, concurrency, scheme: 'md5' as const };
  const wait = { timeoutMs: waitMs, ...(pollMs !== undefined && { pollMs }) };
  try {
    const course = new Course(job, journal, new Telling(files, onProgress), wait);
    return dryRun ? await course.prepare(value, files) : await course.carryOut(value, files);
  } finally {
    await journal.close();
  }
}

type Checked = ReturnType<ReturnType<typeof depositIn>['parse']>;

/** One deposit, step by step; each step looks first whether an earlier run has done it. */
class Course {
  readonly #job: UploadJob;
  readonly #run: Runner;
  readonly #call: CallOptions;
  readonly #journal: DepositJournal;
  readonly #telling: Telling;
  readonly #wait: Pick<SodarZoneWaitOptions, 'timeoutMs' | 'pollMs'>;

  constructor(
    job: UploadJob,
    journal: DepositJournal,
    telling: Telling,
    wait: Pick<SodarZoneWaitOptions, 'timeoutMs' | 'pollMs'>,
  ) {
    this.#job = job;
    this.#run = job.run;
    this.#call = job.call;
    this.#journal = journal;
    this.#telling = telling;
    this.#wait = wait;
  }

  async carryOut(
    { project, assay, zone: named, duplicates: rule, validate, ...input }: Checked,
    given: readonly PlannedFile[],
  ): Promise<SodarDeposit> {
    this.#telling.step('preparing');
    const { finished } = this.#journal;
    if (finished !== undefined) {
      await demandSame(this.#run, this.#journal, given);
      return this.#already(await this.#get(finished), given);
    }
    const earlier = await this.#earlier(project, assay, named);
    if (earlier?.status === 'MOVED') {
      await demandSame(this.#run, this.#journal, given);
      return this.#finish(earlier, this.#already(earlier, given));
    }

    const { target, files, duplicates } = await this.#checked(project, assay ?? earlier?.assay, rule, given);
    if (files.length === 0) return { files: [], uploaded: 0, bytes: 0, duplicates };

    const { concurrency: _a, files: _b, ...fields } = input;
    const zone = earlier ?? (await this.#create(project, { ...fields, assay: target.uuid }));
    this.#telling.step('uploading');
    const tally = await uploadAll(this.#job, zone.irods_path ?? '', files, (path, bytes, done) =>
      this.#telling.file(path, bytes, done),
    );
    await this.#journal.uploaded(tally.files, this.#job.scheme);
    if (validate) await this.#handIn('validate', zone, 'ACTIVE');
    const moved = await this.#handIn('move', zone, 'MOVED');
    return this.#finish(moved, { ...tally, zone: moved, duplicates });
  }

  /** What can be known before anything is sent. */
  async prepare(
    { project, assay, zone, duplicates: rule }: Checked,
    given: readonly PlannedFile[],
  ): Promise<SodarDeposit> {
    this.#telling.step('preparing');
    const named = zone === undefined ? undefined : await this.#named(project, assay, zone);
    const { files, duplicates } = await this.#checked(project, assay ?? named?.assay, rule, given);
    return { files: listed(files), uploaded: 0, bytes: 0, duplicates };
  }

  /** @throws InputError the assay is not clear, a place is taken, there are duplicates that are to be refused */
  async #checked(
    project: string,
    assay: string | undefined,
    rule: Checked['duplicates'],
    given: readonly PlannedFile[],
  ) {
    const target = await assayIn(this.#run, project, assay, this.#call);
    this.#job.scheme = await schemeOf(this.#run, this.#call);
    const { files, duplicates } = await withoutDuplicates(this.#job, given, rule);
    if (files.length > 0) await demandFreePlaces(this.#job, target.collection, files);
    return { target, files, duplicates };
  }

  #get(zone: SodarRef): Promise<SodarLandingZone> {
    return this.#run(getLandingZone, { zone }, this.#call);
  }

  /**
   * The zone that was named: its files go into its own assay, whatever else is said.
   * @throws InputError that is not the one that is meant
   */
  async #named(project: string, assay: string | undefined, uuid: string): Promise<SodarLandingZone> {
    const zone = await this.#get(uuid);
    const refuse = (message: string) =>
      this.#run.inputError(DEPOSIT, [{ path: 'zone', message: `the landing zone ${zone.title} ${message}` }]);
    if (zone.project !== project) throw refuse(`is in another project, ${zone.project}`);
    if (assay === undefined || zone.assay === assay) return zone;
    throw refuse(
      `is of another assay, ${zone.assay}: name a zone of ${assay}, or leave \`assay\` out to go on with this one`,
    );
  }

  /** The zone of an earlier run, or the one that was named, when nothing is under way in it any more. */
  async #earlier(
    project: string,
    assay: string | undefined,
    named: string | undefined,
  ): Promise<SodarLandingZone | undefined> {
    const known =
      named === undefined ? await this.#journal.zone(project) : await this.#named(project, assay, named);
    if (!known) return undefined;
    const zone = await this.#idle(await this.#journal.calm(known));
    if (zone.status === 'MOVED' && this.#journal.moving) return zone;
    if (zone.status === 'ACTIVE' || zone.status === 'FAILED') return zone;
    if (zone.status === 'NOT CREATED' && named === undefined) return this.#earlier(project, assay, named);
    throw this.#run.inputError(DEPOSIT, [
      {
        path: 'zone',
        message: `the landing zone ${zone.title} (${zone.sodar_uuid}) is ${zone.status}, and not by this deposit: see what is in the assay, and begin anew with what is missing`,
      },
    ]);
  }

  /** When it is busy: what it comes to, be it a failure. */
  async #idle(zone: SodarLandingZone): Promise<SodarLandingZone> {
    if (isResting(zone)) return zone;
    try {
      return await this.#waitFor(zone, undefined);
    } catch (error) {
      if (!(error instanceof WaitFailed)) throw error;
      return this.#get(zone);
    }
  }

  async #create(project: string, input: Parameters<DepositJournal['create']>[1]): Promise<SodarLandingZone> {
    this.#telling.step('creating');
    return this.#waitFor(await this.#journal.create(project, input), 'ACTIVE');
  }

  async #handIn(
    action: 'validate' | 'move',
    zone: SodarLandingZone,
    target: SodarZoneTarget,
  ): Promise<SodarLandingZone> {
    this.#telling.step(action === 'move' ? 'moving' : 'validating');
    await this.#journal.submitting(action, await this.#get(zone));
    const patienceMs = this.#wait.timeoutMs ?? WAIT_MS;
    return this.#waitFor(await submitZone(this.#run, action, zone, this.#call, patienceMs), target);
  }

  #waitFor(
    zone: Parameters<typeof waitForZone>[1],
    target: SodarZoneTarget | undefined,
  ): Promise<SodarLandingZone> {
    const { timeoutMs, ...call } = this.#call;
    const run = timeoutMs === undefined ? this.#run : this.#run.with({ timeoutMs });
    return waitForZone(run, zone, target, {
      ...call,
      ...this.#wait,
      onProgress: ({ state, status_info }) => this.#telling.tell({ status: state, status_info }),
    });
  }

  async #finish(zone: SodarLandingZone, result: SodarDeposit): Promise<SodarDeposit> {
    await this.#journal.finish(zone.sodar_uuid);
    this.#telling.step('moved');
    return result;
  }

  /** An earlier run did it all. */
  #already(zone: SodarLandingZone, files: readonly PlannedFile[]): SodarDeposit {
    return {
      zone,
      files: listed(files),
      uploaded: 0,
      bytes: 0,
      duplicates: [],
    };
  }
}

const listed = (files: readonly PlannedFile[]): SodarDeposit['files'] =>
  files.map(({ path, size }) => ({ path, ...(size !== undefined && { size }) }));
