import type { Taxonomy } from '../biosamples/taxonomy.ts';

/** What checks look things up in. */
export interface CheckContext {
  rules: 'documented' | 'strict';
  taxonomy: Taxonomy;
  /** What a name in the account's upload area stands for; undefined: nothing there. */
  upload(name: string): { md5: string; text?: string } | undefined;
}
