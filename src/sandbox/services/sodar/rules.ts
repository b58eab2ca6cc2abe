import { Refusal } from '../../answer.ts';
import type { SodarRule } from './rule.ts';
import { commonRules } from './rules-common.ts';
import { projectRules } from './rules-projects.ts';
import { sheetRules } from './rules-sheets.ts';
import { davRules, zoneRules } from './rules-zones.ts';

/** All refusals of SODAR. */
export const sodarRules = {
  ...commonRules,
  ...projectRules,
  ...sheetRules,
  ...zoneRules,
  ...davRules,
};

export type SodarRuleId = keyof typeof sodarRules;

/** A refusal by the id of its rule, ready to be thrown. */
export function refuse(id: SodarRuleId, values: Readonly<Record<string, string>> = {}): Refusal {
  return new Refusal(sodarRules[id], values);
}

/** One field's complaint. */
export interface FieldError {
  field: string;
  id: SodarRuleId;
  values?: Readonly<Record<string, string>>;
}

/** All fields' complaints in one answer; the first gives the rule. */
export function refuseFields(errors: readonly [FieldError, ...FieldError[]]): Refusal {
  const said = errors.map(({ field, id, values }) => [field, refuse(id, values).message]);
  return new Refusal(sodarRules[errors[0].id], errors[0].values, said);
}

const byId: ReadonlyMap<string, SodarRule> = new Map(
  Object.values(sodarRules).map((rule) => [rule.id, rule]),
);

export function ruleOf(refusal: Refusal): SodarRule {
  const found = byId.get(refusal.rule.id);
  if (!found) throw new Error(`not a rule of SODAR: ${refusal.rule.id}`);
  return found;
}
