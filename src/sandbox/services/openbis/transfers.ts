import type { Ids } from '../../ids.ts';

/** At most so many bytes of a file are one chunk. */
export const CHUNK_BYTES = 1024 * 1024;

export interface Chunk {
  readonly item: string;
  readonly dataSet: string;
  readonly path: string;
  readonly directory: boolean;
  readonly offset: number;
  readonly length: number;
}

interface Transfer {
  readonly id: string;
  readonly chunks: readonly Chunk[];
  /** Numbers that were asked for and not sent yet. */
  readonly queue: number[];
}

export type TransfersState = Transfer[];

/** Running fast downloads. */
export class Transfers {
  #all = new Map<string, Transfer>();

  constructor(private readonly ids: Ids) {}

  start(chunks: readonly Chunk[]): string {
    const hex = this.ids.bytes('openbis.transfer').toString('hex');
    const id = [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
    this.#all.set(id, { id, chunks, queue: [] });
    return id;
  }

  get(id: string): Transfer | undefined {
    return this.#all.get(id);
  }

  finish(id: string): void {
    this.#all.delete(id);
  }

  state(): TransfersState {
    return structuredClone([...this.#all.values()]);
  }

  restore(state: TransfersState): void {
    this.#all = new Map(structuredClone(state).map((transfer) => [transfer.id, transfer]));
  }
}
