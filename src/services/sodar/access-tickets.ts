import type { Runner } from '../../core/http/context.ts';
import { CLOCK_SKEW_MS } from '../../core/many/doubt.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import {
  createAccessTicket,
  deleteAccessTicket,
  getAccessTicket,
  listAccessTickets,
  type SodarAccessTicketQuery,
  updateAccessTicket,
} from './endpoints/tickets.ts';
import type { SodarAccessTicket, SodarAccessTicketInput, SodarAccessTicketUpdate } from './irods-types.ts';
import { orFind } from './settle.ts';
import type { SodarRef } from './types.ts';

/**
 * Tickets with which a collection can be read without an account, for genome browsers and for partners. From SODAR 0.14 on.
 * The ticket is a secret: it is kept out of errors and logs.
 * @see https://sodar-server.readthedocs.io/en/latest/api_samplesheets.html
 */
export class SodarAccessTickets {
  constructor(private readonly run: Runner) {}

  list(
    project: SodarRef,
    query: SodarAccessTicketQuery = {},
    options?: CallOptions,
  ): Pager<SodarAccessTicket> {
    return this.run
      .pages(listAccessTickets, { project, ...query }, options)
      .filter((ticket) => Boolean(this.#hide(ticket)));
  }

  /** @throws NotFound there is no such ticket */
  get(ticket: SodarRef, options?: CallOptions): Promise<SodarAccessTicket> {
    return this.run(getAccessTicket, { ticket }, options).then((found) => this.#hide(found));
  }

  /**
   * Makes a ticket for a collection below an assay. There is one for a path: when the answer is lost, it is found by that, and
   * taken only if it was made just now and is all that was asked for.
   * @throws InputError the server is older than 1.1 and cannot limit it to `allowed_hosts`
   * @throws Invalid the path does not exist, has a ticket already, or the end lies in the past
   */
  async create(
    project: SodarRef,
    input: SodarAccessTicketInput,
    options?: CallOptions,
  ): Promise<SodarAccessTicket> {
    const since = this.run.context.clock.now();
    const made = await orFind(
      this.run,
      options,
      () => this.run(createAccessTicket, { project, ...input }, options),
      () =>
        this.list(project, {}, options)
          .filter((one) => isOf(one, input, since))
          .first(),
    );
    this.#hide(made);
    if ((input.allowed_hosts?.length ?? 0) === 0 || made.allowed_hosts !== undefined) return made;
    // Older servers do not look at the hosts: open to everybody is not what was asked for.
    await this.delete(made, options);
    throw this.run.inputError('sodar.accessTickets.create', [
      {
        path: 'allowed_hosts',
        message:
          'is not known to this server (it came with SODAR 1.1); the ticket would have been good from everywhere, and was deleted again',
      },
    ]);
  }

  /** Changes label, end or hosts. What is left out stays, `allowed_hosts` too: the server would empty it, so it is read first. */
  async update(
    ticket: SodarRef,
    changes: SodarAccessTicketUpdate,
    options?: CallOptions,
  ): Promise<SodarAccessTicket> {
    const { allowed_hosts = (await this.get(ticket, options)).allowed_hosts } = changes;
    const kept = { ticket, ...changes, ...(allowed_hosts && { allowed_hosts }) };
    return this.#hide(await this.run(updateAccessTicket, kept, options));
  }

  /** Ends a ticket. */
  delete(ticket: SodarRef, options?: CallOptions): Promise<void> {
    return this.run(deleteAccessTicket, { ticket }, options);
  }

  #hide(ticket: SodarAccessTicket): SodarAccessTicket {
    this.run.context.redactor.add(ticket.ticket);
    return ticket;
  }
}

/** An older one, or one that is good from elsewhere or for longer, is not what was asked for. */
function isOf(ticket: SodarAccessTicket, input: SodarAccessTicketInput, since: number): boolean {
  return (
    ticket.path === input.path.trim().replace(/\/+$/, '') &&
    (ticket.label ?? null) === (input.label ?? null) &&
    timeOf(ticket.date_expires) === timeOf(input.date_expires) &&
    // Where a server knows of no hosts, `create` sees to it.
    (ticket.allowed_hosts === undefined || listOf(ticket.allowed_hosts) === listOf(input.allowed_hosts)) &&
    Date.parse(ticket.date_created ?? '') >= since - CLOCK_SKEW_MS
  );
}

const timeOf = (date: Date | string | null | undefined): number | undefined =>
  date === null || date === undefined ? undefined : new Date(date).getTime();

const listOf = (hosts: readonly string[] = []): string =>
  hosts
    .map((host) => host.trim())
    .sort()
    .join();
