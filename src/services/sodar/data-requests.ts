import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import {
  acceptDataRequest,
  createDataRequest,
  deleteDataRequest,
  getDataRequest,
  listDataRequests,
  rejectDataRequest,
  updateDataRequest,
} from './endpoints/requests.ts';
import type { SodarPageQuery } from './endpoints/shared.ts';
import type { SodarDataRequest, SodarDataRequestInput } from './irods-types.ts';
import { orFind } from './settle.ts';
import type { SodarRef } from './types.ts';

/**
 * Requests to delete data: contributors ask, owners and delegates decide. From SODAR 0.14 on.
 * @see https://sodar-server.readthedocs.io/en/latest/api_samplesheets.html
 */
export class SodarDataRequests {
  constructor(private readonly run: Runner) {}

  /** What is open in a project; a contributor gets what they asked for themselves, decided or not. */
  list(project: SodarRef, query: SodarPageQuery = {}, options?: CallOptions): Pager<SodarDataRequest> {
    return this.run.pages(listDataRequests, { project, ...query }, options);
  }

  /** @throws NotFound there is no such request */
  get(request: SodarRef, options?: CallOptions): Promise<SodarDataRequest> {
    return this.run(getDataRequest, { request }, options);
  }

  /**
   * Asks for a file or collection to be deleted. There is one open request for a path: when the answer is lost, it is found by
   * that.
   * @throws Invalid the path does not exist, or is asked for already
   */
  create(project: SodarRef, input: SodarDataRequestInput, options?: CallOptions): Promise<SodarDataRequest> {
    return orFind(
      this.run,
      options,
      () => this.run(createDataRequest, { project, ...input }, options),
      () =>
        this.run
          .pages(listDataRequests, { project }, options)
          .filter((one) => one.status === 'ACTIVE' && isOf(one, input))
          .first(),
    );
  }

  /** Changes path or description; what is left out stays. Only its author, an owner or a delegate may. */
  update(
    request: SodarRef,
    changes: Partial<SodarDataRequestInput>,
    options?: CallOptions,
  ): Promise<SodarDataRequest> {
    return this.run(updateDataRequest, { request, ...changes }, options);
  }

  /** Takes a request back. No data is touched. */
  delete(request: SodarRef, options?: CallOptions): Promise<void> {
    return this.run(deleteDataRequest, { request }, options);
  }

  /**
   * **Deletes the data**, at once and for good. When the answer is lost, the request tells whether it was done.
   * @throws Forbidden only an owner or delegate may
   */
  accept(request: SodarRef, options?: CallOptions): Promise<{ detail: string }> {
    return orFind(
      this.run,
      options,
      () => this.run(acceptDataRequest, { request }, options),
      async () =>
        (await this.get(request, options)).status === 'ACCEPTED'
          ? { detail: 'iRODS data request accepted' }
          : undefined,
    );
  }

  /** Says no. No data is touched. */
  reject(request: SodarRef, options?: CallOptions): Promise<{ detail: string }> {
    return this.run(rejectDataRequest, { request }, options);
  }
}

const isOf = (request: SodarDataRequest, { path, description }: SodarDataRequestInput): boolean =>
  request.path === path.trim().replace(/\/+$/, '') && (request.description ?? null) === (description ?? null);
