/** Starts a sandbox, as a test does, or asks one for the same sample again and again. */
import { Agent, get } from 'node:http';
import { startSandbox } from 'accession/sandbox';
import { compete, inParallel } from './measure.ts';

interface Settings {
  what: 'start' | 'requests';
  /** Of a sandbox that runs. */
  BIOSAMPLES_URL: string;
}

const REQUESTS = 2000;
const CONCURRENCY = 8;
/** Of the demo. */
const SAMPLE = 'SAMEA12345';

await compete<Settings>(async ({ what, BIOSAMPLES_URL }) => {
  if (what === 'start')
    return async () => {
      const begun = performance.now();
      const lab = await startSandbox();
      const wallMs = performance.now() - begun;
      await lab.close();
      return { units: 1, wallMs };
    };
  const agent = new Agent({ keepAlive: true });
  const once = () =>
    new Promise<void>((resolve, reject) => {
      get(`${BIOSAMPLES_URL}/samples/${SAMPLE}`, { agent }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        response.resume();
        response.on('end', resolve);
      }).on('error', reject);
    });
  await inParallel(REQUESTS, CONCURRENCY, once);
  return async () => {
    const begun = performance.now();
    await inParallel(REQUESTS, CONCURRENCY, once);
    return { units: REQUESTS, perSecond: (REQUESTS * 1000) / (performance.now() - begun) };
  };
});
