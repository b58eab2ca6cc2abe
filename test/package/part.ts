// One part of the check, in a process of its own: what it waits for holds up no other part.
import { PARTS } from './parts.ts';
import type { Place } from './place.ts';
import { check, counts } from './report.ts';

const [name = '', place = ''] = process.argv.slice(2);
try {
  await PARTS[name]?.(JSON.parse(place) as Place);
} catch (error) {
  // Outside of any check: still a failure, told like the others.
  check(`${name} goes through to its end`, () => {
    throw error;
  });
}
process.send?.(counts);
