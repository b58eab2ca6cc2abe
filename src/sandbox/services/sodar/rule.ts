import type { Rule } from '../../answer.ts';

/** The five shapes in which SODAR says no, and those of its WebDAV area. */
export type Shape = 'detail' | 'list' | 'field' | 'non-field' | 'html' | 'word' | 'bare' | 'dav';

export interface SodarRule extends Rule {
  as: Shape;
}

type Confidence = Rule['confidence'];
type Unnamed = Omit<SodarRule, 'id'>;

export function rule(
  where: readonly string[],
  status: number,
  as: Shape,
  text: string,
  confidence: Confidence,
  why: string,
): Unnamed {
  return { where, status, as, text, confidence, why };
}

/** Gives every rule its id: its key, under the name of the service. */
export function identified<K extends string>(rules: Record<K, Unnamed>): Record<K, SodarRule> {
  const out: Partial<Record<K, SodarRule>> = {};
  for (const id of Object.keys(rules) as K[]) out[id] = { id: `sodar.${id}`, ...rules[id] };
  return out as Record<K, SodarRule>;
}
