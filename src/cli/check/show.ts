import type { Finding } from './finding.ts';

const yesOrNo = (value: boolean | undefined): string => (value === undefined ? '-' : value ? 'yes' : 'NO');

const COLUMNS: readonly [string, (finding: Finding) => string][] = [
  ['service', ({ service }) => service],
  ['environment', ({ environment = '-' }) => environment],
  ['reachable', ({ reachable }) => yesOrNo(reachable)],
  ['logged in', loginOf],
  ['version', ({ version = '-' }) => version],
  ['token until', ({ tokenExpiresAt }) => (tokenExpiresAt === undefined ? '-' : until(tokenExpiresAt))],
  [
    'address',
    ({ url, configured, missing }) => (configured ? (url ?? '-') : `not configured: ${missing.join(', ')}`),
  ],
];

function loginOf({ authorised, account, missing, configured }: Finding): string {
  if (!configured) return '-';
  if (missing.length > 0) return 'nobody';
  return authorised ? `yes, ${account ?? 'by token'}` : authorised === false ? 'NO' : '-';
}

function until(iso: string): string {
  const minutes = Math.round((Date.parse(iso) - Date.now()) / 60_000);
  const left = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return `${iso.slice(0, 16).replace('T', ' ')} UTC (${left})`;
}

/** A table for people. */
export function rowsOf(findings: readonly Finding[]): string {
  const rows = [
    COLUMNS.map(([name]) => name),
    ...findings.map((finding) => COLUMNS.map(([, read]) => read(finding))),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
