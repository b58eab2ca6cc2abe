import type { Rule } from '../../answer.ts';

/** A refusal of openBIS: HTTP 200 with an error object, unless it says otherwise. */
export interface OpenBisRule extends Rule {
  /**
   * `user`: a UserFailureException with a ` (Context: …)` behind the text, which is what every refusal inside an
   * operation becomes; `plain`: the same class, thrown before the operation starts, without the context;
   * `session`: InvalidSessionException; `masked`: of a class the caller does not know; `runtime`: RuntimeException;
   * `jackson`: a parameter that cannot be read; `protocol`: JSON-RPC itself; `html`: a page of the data store.
   */
  thrown: 'user' | 'plain' | 'session' | 'masked' | 'runtime' | 'jackson' | 'protocol' | 'html';
  /** For `protocol`: the number of the error. */
  code?: number;
}

type Confidence = Rule['confidence'];
export const ALL = ['openbis.*'] as const;

export function rule(
  thrown: OpenBisRule['thrown'],
  where: readonly string[],
  text: string,
  confidence: Confidence,
  why: string,
  more: Partial<OpenBisRule> = {},
): Omit<OpenBisRule, 'id'> {
  return { thrown, where, status: 200, text, confidence, why, ...more };
}
