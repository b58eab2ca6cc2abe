import { ConfigError } from '../../core/errors/index.ts';
import type { Runner } from '../../core/http/context.ts';
import type { DigestName } from '../../core/http/digest.ts';
import { Journal } from '../../core/many/journal.ts';
import { settleDoubt } from '../../core/many/reconcile.ts';
import type { CallOptions } from '../../core/options.ts';
import { DEPOSIT, type SodarDepositedFile } from './deposit-types.ts';
import { getLandingZone } from './endpoints/zones.ts';
import type { SodarLandingZone, SodarLandingZoneInput, SodarSubmittedZone } from './zone-types.ts';
import { createZone, findZone, newZoneKey } from './zone-work.ts';

/** So long a request whose sender has died may take to arrive, and the server to show it. */
const RECONCILE_FOR_MS = 60_000;
const DONE = 'deposit';

type Action = SodarSubmittedZone['action'];

/**
 * What is known of a deposit from earlier runs: which zone it has, what it was handed in for, and with which files. While they
 * are under way these need no lines: the zone tells which of them are there.
 */
export class DepositJournal {
  readonly #run: Runner;
  readonly #call: CallOptions;
  readonly #journal: Journal | undefined;
  readonly #digest: string;
  readonly #reconcileForMs: number;
  /** Under which the zone is written down. */
  #name = nameOf(1);

  private constructor(
    run: Runner,
    call: CallOptions,
    journal: Journal | undefined,
    digest: string,
    reconcileForMs = RECONCILE_FOR_MS,
  ) {
    this.#run = run;
    this.#reconcileForMs = reconcileForMs;
    this.#call = call;
    this.#journal = journal;
    this.#digest = digest;
  }

  /**
   * @param content what is deposited; another one under the same journal is an error
   * @throws ConfigError it belongs to another run, is in use, or is of other files
   */
  static async open(
    run: Runner,
    call: CallOptions,
    { path, reconcileForMs }: { path: string | undefined; reconcileForMs: number | undefined },
    project: string,
    content: unknown,
  ): Promise<DepositJournal> {
    if (path === undefined) return new DepositJournal(run, call, undefined, '');
    const { service, bases, environment, credential } = run.context;
    const journal = await Journal.open(path, {
      service,
      operation: DEPOSIT,
      baseUrl: bases.api ?? '',
      environment,
      account: credential?.account ?? '',
      scope: project,
    });
    const digest = journal.digest(content);
    const before = journal.state(DONE)?.digest ?? journal.state(nameOf(1))?.digest;
    if (before === undefined || before === digest) {
      return new DepositJournal(run, call, journal, digest, reconcileForMs);
    }
    await journal.close();
    throw new ConfigError(`the journal ${path} is of a deposit of other files, or into another assay`, {
      service,
      operation: DEPOSIT,
      hint: 'Give each deposit a journal of its own.',
    });
  }

  /** The UUID of the zone, when the deposit is finished. */
  get finished(): string | undefined {
    const state = this.#journal?.state(DONE);
    return state?.done ? state.reference : undefined;
  }

  async finish(zone: string): Promise<void> {
    await this.#journal?.done(DONE, zone, this.#digest);
  }

  close(): Promise<void> | undefined {
    return this.#journal?.close();
  }

  /** The zone of an earlier run, where it is still there. */
  async zone(project: string): Promise<SodarLandingZone | undefined> {
    for (let number = 1; ; number += 1) {
      this.#name = nameOf(number);
      const known = await this.#known(this.#name, project);
      if (!known || !isGone(known)) return known;
    }
  }

  /** A new zone; to be asked for after {@link zone}. */
  async create(project: string, input: SodarLandingZoneInput): Promise<SodarLandingZone> {
    const key = this.#journal?.state(this.#name)?.reference ?? newZoneKey();
    await this.#journal?.reserved(this.#name, key);
    await this.#journal?.intent(this.#name, this.#run.context.clock.now(), this.#digest);
    const zone = await createZone(this.#run, project, input, key, this.#call);
    await this.#journal?.done(this.#name, zone.sodar_uuid, this.#digest);
    return zone;
  }

  /** Whether the zone was ever handed in to be moved by this deposit. */
  get moving(): boolean {
    return this.#journal?.state('move') !== undefined;
  }

  async #known(name: string, project: string): Promise<SodarLandingZone | undefined> {
    const state = this.#journal?.state(name);
    if (state?.reference === undefined) return undefined;
    if (state.done) return this.#run(getLandingZone, { zone: state.reference }, this.#call);
    const key = state.reference;
    const [zone] = await this.#look(state.intentAt, () => findZone(this.#run, project, key, this.#call));
    if (zone) await this.#journal?.done(name, zone.sodar_uuid, this.#digest);
    return zone;
  }

  /** All files are in the zone, and it will be handed in with them. */
  async uploaded(files: readonly SodarDepositedFile[], scheme: DigestName): Promise<void> {
    for (const { path, checksum = '' } of files) {
      if (this.checksumOf(path)?.checksum !== checksum)
        await this.#journal?.done(fileNamed(path), scheme, checksum);
    }
  }

  /** What a file was when its zone was handed in. */
  checksumOf(path: string): { scheme: DigestName; checksum: string } | undefined {
    const { reference, digest } = this.#journal?.state(fileNamed(path)) ?? {};
    if (reference === undefined || digest === undefined) return undefined;
    return { scheme: reference as DigestName, checksum: digest };
  }

  /** About to hand a zone in, as it is now. */
  async submitting(action: Action, { date_modified }: SodarLandingZone): Promise<void> {
    await this.#journal?.intent(action, this.#run.context.clock.now(), date_modified);
  }

  /**
   * The zone as it is when an earlier run's last order has come through, or surely never will: a server shows for a while what
   * was before.
   */
  async calm(zone: SodarLandingZone): Promise<SodarLandingZone> {
    for (const action of ['validate', 'move'] as const) {
      const state = this.#journal?.state(action);
      if (state?.digest !== zone.date_modified) continue;
      const [changed] = await this.#look(state.intentAt, async () => {
        const now = await this.#run(getLandingZone, { zone }, this.#call);
        return now.date_modified === zone.date_modified ? undefined : now;
      });
      if (changed) return changed;
    }
    return zone;
  }

  #look<T>(since: number | undefined, find: () => Promise<T | undefined>): Promise<T[]> {
    const { clock } = this.#run.context;
    const left = since === undefined ? 0 : since + this.#reconcileForMs - clock.now();
    const look = async () => {
      const found = await find();
      return found === undefined ? [] : [found];
    };
    return settleDoubt(look, left, clock, this.#call.signal);
  }
}

const nameOf = (number: number): string => (number === 1 ? 'zone' : `zone ${number}`);

const fileNamed = (path: string): string => `file ${path}`;

const isGone = ({ status }: SodarLandingZone): boolean => status === 'NOT CREATED' || status === 'DELETED';
