/** Checks 10,000 samples, in pages of 100, as `search` does with each answer; or only reads their JSON. */
import { checkOutput } from '../../../src/core/schema.ts';
import { samplePage } from '../../../src/services/biosamples/schemas/samples.ts';
import { pageOf } from '../hosts/samples.ts';
import { compete, cpuMs } from './measure.ts';

interface Settings {
  what: 'parse' | 'check';
}

const PAGES = 100;

await compete<Settings>(async ({ what }) => {
  const texts = Array.from({ length: PAGES }, (_, number) =>
    JSON.stringify(pageOf(number, 100, PAGES * 100, 'http://bench.invalid/samples', 'page')),
  );
  const turn = (): number => {
    let spent = 0;
    for (const text of texts) {
      const begun = cpuMs();
      const page: unknown = JSON.parse(text);
      const parsed = cpuMs();
      if (what === 'parse') {
        spent += parsed - begun;
        continue;
      }
      if (checkOutput(samplePage(), page).length > 0) throw new Error('the page is wrong');
      spent += cpuMs() - parsed;
    }
    return spent;
  };
  for (let warm = 0; warm < 3; warm += 1) turn();
  return async () => ({ units: 1, cpuMs: turn() });
});
