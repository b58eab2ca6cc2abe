import type { Runner } from '../../core/http/context.ts';
import type { Endpoint } from '../../core/http/endpoint.ts';
import type { CallOptions } from '../../core/options.ts';
import * as endpoints from './endpoints/objects.ts';
import type { Kind } from './kinds.ts';
import type { Receipt } from './receipt.ts';
import { submit } from './submit.ts';
import type { ObjectOf } from './types.ts';

const LOOKUPS: { readonly [K in Kind]: Endpoint<string, ObjectOf[K]> } = {
  projects: endpoints.getProject,
  studies: endpoints.getStudy,
  samples: endpoints.getSample,
  experiments: endpoints.getExperiment,
  runs: endpoints.getRun,
  analyses: endpoints.getAnalysis,
};

/** The account's own objects of one kind, private ones too. */
export class EnaObjects<K extends Kind> {
  constructor(
    private readonly run: Runner,
    private readonly kind: K,
  ) {}

  /**
   * The object as it was submitted, with all that ENA keeps of it: what this library has no field for is in `otherXml`.
   * @throws NotFound there is none, or it belongs to another account
   */
  get(id: string, options?: CallOptions): Promise<ObjectOf[K]> {
    return this.run(LOOKUPS[this.kind] as Endpoint<string, ObjectOf[K]>, id, options);
  }

  /**
   * Replaces the stored object (MODIFY): what you leave out is lost. It is found by its accession or alias. Safe to
   * repeat. The files of a run or an analysis cannot be exchanged for others.
   * @throws RejectedError ENA refused it
   */
  update(object: ObjectOf[K], options: CallOptions = {}): Promise<Receipt> {
    return submit(
      this.run,
      { submission: { actions: [{ type: 'MODIFY' }] }, [this.kind]: [object] },
      options,
    );
  }

  /**
   * Changes some of an object and keeps the rest: reads it, changes it, and sends the whole back. The change is an
   * object with the new fields, or a function from the object as it is to the object as it shall be.
   * @throws NotFound there is no such object
   */
  async patch(
    id: string,
    change: Partial<ObjectOf[K]> | ((object: ObjectOf[K]) => ObjectOf[K]),
    options: CallOptions = {},
  ): Promise<Receipt> {
    const current = await this.get(id, options);
    return this.update(typeof change === 'function' ? change(current) : { ...current, ...change }, options);
  }
}
