import { KIND_NAMES } from './faults.ts';
import { SERVICES } from './scenario.ts';
import { ROWS, type SoakReport } from './soak.ts';

const ENDS = ['retries', 'kills', 'begun again', 'duplicates', 'lost', 'secrets', 'left over'] as const;
const HEADER = ['', 'operations', ...KIND_NAMES, ...ENDS];

/** The report as a table, and what it sums up to. */
export function shown({ rows, services, tookMs, options, problems }: SoakReport): string {
  const lines: (string | number)[][] = ROWS.map((name) => {
    const { operations, faults } = rows[name];
    return [name, operations, ...KIND_NAMES.map((kind) => faults[kind]), ...endsOf(services, name)];
  });
  const sums = HEADER.slice(1).map((_, at) =>
    lines.reduce((sum, line) => sum + (Number(line[at + 1]) || 0), 0),
  );
  const all = [HEADER, ...lines, ['all', ...sums]].map((line) => line.map(String));
  const widths = HEADER.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0)));
  const text = all.map((line) =>
    line
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
  const states = SERVICES.map((service) => `${service} ${services[service].state}`).join(', ');
  return [
    ...text,
    `what is there in the end: ${states}`,
    `seed ${options.seed}, ${sums[0]} operations in ${Math.round(tookMs / 1000)} s, ${problems.length} problems`,
  ].join('\n');
}

/** Logins store nothing; what their retries were is counted where they were needed. */
function endsOf(services: SoakReport['services'], name: (typeof ROWS)[number]): (string | number)[] {
  if (name === 'webin' || name === 'aap') return ENDS.map(() => '');
  const { retries, kills, failed, duplicates, lost, secrets, leftOver } = services[name];
  return [retries, kills, failed, duplicates.length, lost.length, secrets.length, leftOver];
}
