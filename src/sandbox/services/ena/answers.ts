import { type Answer, json, Refusal, text } from '../../answer.ts';
import { preferred } from '../../negotiate.ts';
import type { Call } from '../../routes.ts';
import type { Outcome } from './process.ts';
import { type Receipt, receiptJson, receiptXml } from './receipt.ts';
import { enaRules, refuse } from './rules.ts';

export const JSON_TYPE = 'application/json';
export const XML_TYPE = 'application/xml';
export type Format = 'json' | 'xml';

/** JSON or XML, as Accept has it; `otherwise` where it leaves the choice. */
export function wanted(call: Call, otherwise: Format): Format {
  const types = otherwise === 'json' ? [JSON_TYPE, XML_TYPE, 'text/xml'] : [XML_TYPE, 'text/xml', JSON_TYPE];
  const type = preferred(call.headers.get('accept'), types);
  if (type === undefined) throw refuse('http.accept');
  return type === JSON_TYPE ? 'json' : 'xml';
}

export function xml(body: string, status = 200): Answer {
  return text(body, { status, type: `${XML_TYPE};charset=UTF-8` });
}

export function receiptAnswer(receipt: Receipt, format: Format): Answer {
  return format === 'json' ? json(receiptJson(receipt)) : xml(receiptXml(receipt));
}

/** A receipt that says no: HTTP says 200 all the same. */
export class Rejected extends Refusal {
  constructor(
    rule: keyof typeof enaRules,
    readonly answer: Answer,
  ) {
    super(enaRules[rule]);
  }
}

/** The answer to a submission; a rejection is thrown, so that the journal knows its rule. */
export function outcomeAnswer({ receipt, problems }: Outcome, format: Format): Answer {
  const answer = receiptAnswer(receipt, format);
  const [first] = problems;
  if (first) throw new Rejected(first.rule, answer);
  return answer;
}
