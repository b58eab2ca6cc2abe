import { escapeHtml } from '../table.ts';

/** What is known of the record, in words. */
const OUTCOMES: Readonly<Record<string, string>> = {
  'not-sent': 'The request never left this computer.',
  refused: 'Nothing was stored.',
  unknown: 'It may have been stored: look before you send it again.',
};

/** An error as a box for notebooks: what happened, what is known of the record, what to do. */
export function errorHtml(error: {
  name: string;
  code: string;
  message: string;
  hint?: string;
  outcome?: unknown;
}): string {
  const { name, code, message, hint } = error;
  // Most that is not found was only to be read.
  const told = typeof error.outcome === 'string' && code !== 'not-found';
  const outcome = told ? OUTCOMES[String(error.outcome)] : undefined;
  return [
    '<div style="border-left:4px solid #d55e00;padding:2px 0 2px 12px;text-align:left">',
    `<b>${escapeHtml(name)}</b>`,
    `<div style="white-space:pre-wrap;overflow-wrap:anywhere">${escapeHtml(message)}</div>`,
    outcome ? `<div>${outcome}</div>` : '',
    hint ? `<div>→ ${escapeHtml(hint)}</div>` : '',
    '</div>',
  ].join('');
}
