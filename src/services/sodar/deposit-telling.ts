import { guarded } from '../../core/hooks.ts';
import type { PlannedFile } from './deposit-files.ts';
import type { SodarDepositOptions, SodarDepositProgress } from './deposit-types.ts';

/** Tells how far a deposit is. */
export class Telling {
  readonly #onProgress: ((progress: SodarDepositProgress) => void) | undefined;
  readonly #total: number | undefined;
  readonly #files: number;
  #step: SodarDepositProgress['step'] = 'preparing';
  #done = 0;
  #bytes = 0;
  /** Bytes of files that are under way. */
  readonly #underWay = new Map<string, number>();

  constructor(files: readonly PlannedFile[], onProgress: SodarDepositOptions['onProgress']) {
    this.#onProgress = guarded('onProgress', onProgress);
    this.#files = files.length;
    const sizes = files.map(({ size }) => size);
    this.#total = sizes.includes(undefined)
      ? undefined
      : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  }

  step(step: SodarDepositProgress['step']): void {
    this.#step = step;
    this.tell();
  }

  file(path: string, bytes: number, done: boolean): void {
    if (done) {
      this.#underWay.delete(path);
      this.#done += 1;
      this.#bytes += bytes;
    } else {
      this.#underWay.set(path, bytes);
    }
    this.tell();
  }

  tell(zone: { status?: string; status_info?: string } = {}): void {
    let transferred = this.#bytes;
    for (const bytes of this.#underWay.values()) transferred += bytes;
    this.#onProgress?.({
      step: this.#step,
      files: { done: this.#done, total: this.#files },
      bytes: { transferred, ...(this.#total !== undefined && { total: this.#total }) },
      ...zone,
    });
  }
}
