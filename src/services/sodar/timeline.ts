import type { Runner } from '../../core/http/context.ts';
import type { Pager } from '../../core/many/pager.ts';
import type { CallOptions } from '../../core/options.ts';
import { getEvent, listEvents, listSiteEvents } from './endpoints/more.ts';
import type { SodarPageQuery } from './endpoints/shared.ts';
import type { SodarEvent, SodarRef } from './types.ts';

/** What happened, the latest first. Since SODAR 1.0. */
export class SodarTimeline {
  constructor(private readonly run: Runner) {}

  /**
   * What happened in a project. Classified events are told to owners and delegates only.
   * @see https://sodar-core.readthedocs.io/en/latest/app_timeline_api_rest.html
   */
  list(project: SodarRef, query: SodarPageQuery = {}, options?: CallOptions): Pager<SodarEvent> {
    return this.run.pages(listEvents, { ...query, project }, options);
  }

  /** What concerns no project. */
  listSite(query: SodarPageQuery = {}, options?: CallOptions): Pager<SodarEvent> {
    return this.run.pages(listSiteEvents, query, options);
  }

  /** One event. */
  get(event: SodarRef, options?: CallOptions): Promise<SodarEvent> {
    return this.run(getEvent, { event }, options);
  }
}
