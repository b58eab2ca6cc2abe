/**
 * The work on one service, in a process of its own, so that it can be killed anywhere and started again. What the client
 * tells, and all that goes wrong, is a line on stdout; what is left unsaid is in the folder.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, createClient, fromEnv, InputError, RepositoryError } from 'accession';
import { everythingShown } from '../support/shown.ts';
import { FastClock } from './fast-clock.ts';
import { inLanes, NotThereYet, range, type ServiceName } from './scenario.ts';
import { SCENARIOS } from './scenarios.ts';

/** A unit that was begun so often will never come to its end. */
const MOST_TRIES = 100;

const { env } = process;
const number = (name: string): number => Number(env[name]);
const scenario = SCENARIOS[env.SOAK_SERVICE as ServiceName];
const concurrency = number('SOAK_CONCURRENCY');
const speed = number('SOAK_SPEED');

const say = (what: string, value: unknown) => console.log(`${what} ${JSON.stringify(value)}`);
const repos = createClient({
  ...fromEnv(),
  clock: new FastClock(speed, number('SOAK_STARTED_AT'), number('SOAK_LAB_STARTED_AT')),
  timeoutMs: number('SOAK_PATIENCE_MS') * speed,
  deadlineMs: 24 * 3_600_000,
  hooks: {
    onRequest: (event) => say('request', event),
    onResponse: (event) => say('response', event),
    onRetry: (event) => say('retry', event),
    onWarning: (event) => say('warning', event),
    onDrift: (event) => say('drift', event),
  },
});

const mayPass = (error: unknown): boolean =>
  error instanceof NotThereYet ||
  (error instanceof RepositoryError && !(error instanceof InputError) && !(error instanceof ConfigError));

async function untilDone(n: number): Promise<void> {
  const folder = join(env.SOAK_FOLDER ?? '', `unit-${n}`);
  mkdirSync(folder, { recursive: true });
  const done = join(folder, 'done');
  const file = (name: string) => join(folder, name);
  for (let tries = 1; !existsSync(done); tries += 1) {
    try {
      await scenario.carryOut(repos, { n, concurrency, file });
      writeFileSync(done, '');
    } catch (error) {
      say('failed', { unit: n, tries });
      console.log(everythingShown(error));
      // Anything else is a mistake of the library, or of the scenario, and would only come again.
      if (!mayPass(error) || tries >= MOST_TRIES) throw error;
    }
  }
}

await inLanes(range(number('SOAK_UNITS')), number('SOAK_LANES'), untilDone);
repos.close();
