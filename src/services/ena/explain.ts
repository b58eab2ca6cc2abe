import type { Explanation } from '../../core/http/endpoint.ts';
import { parseXml } from '../../core/xml.ts';

const HINTS: Readonly<Record<number, string>> = {
  401: 'The Webin account or its password is not accepted: check WEBIN_USERNAME (Webin-12345) and WEBIN_PASSWORD; a WEBIN_TOKEN ends after some hours. During incidents ENA says so to right ones too.',
  403: 'The account may not do this: the object belongs to another account, or the action is reserved to ENA.',
  413: 'It is too large to be taken at once: use mode "queue", or split it.',
};

/** Reads ENA's refusals: plain text, the framework's error object, or an XML page. */
export function explain(status: number, text: string): Explanation {
  const hint = HINTS[status];
  return { message: messageIn(text.trim()) || undefined, ...(hint && { hint }) };
}

function messageIn(text: string): string {
  try {
    if (text.startsWith('<')) return parseXml(text).text.trim();
    const { message, error } = JSON.parse(text) as { message?: unknown; error?: unknown };
    return [message, error].find((one): one is string => typeof one === 'string' && one !== '') ?? '';
  } catch {
    return text.startsWith('<') ? '' : text;
  }
}
