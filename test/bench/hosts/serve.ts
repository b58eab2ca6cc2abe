import { createInterface } from 'node:readline';

/** Says that it is ready, and where; ends when nobody is there any more. */
export async function hosting(
  start: (
    settings: Record<string, unknown>,
  ) => Promise<{ ready: Record<string, string>; end(): Promise<void> }>,
): Promise<void> {
  const { ready, end } = await start(JSON.parse(process.argv[2] ?? '{}') as Record<string, unknown>);
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  for await (const _ of createInterface({ input: process.stdin })) {
    // Nothing is said to it but the end.
  }
  await end();
  process.exit(0);
}
