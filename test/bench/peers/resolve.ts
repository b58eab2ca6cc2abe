/** Makes objects of an answer of openBIS, or only reads its JSON. */
import { fromWire } from '../../../src/services/openbis/references.ts';
import { openbisAnswer } from '../hosts/openbis-answer.ts';
import { compete, cpuMs } from './measure.ts';

interface Settings {
  what: 'parse' | 'resolve';
  objects: number;
}

await compete<Settings>(async ({ what, objects }) => {
  const text = openbisAnswer(objects);
  const turn = () => {
    const begun = cpuMs();
    const { result } = JSON.parse(text) as { result: unknown };
    const parsed = cpuMs();
    if (what === 'parse') return parsed - begun;
    const { objects: found } = fromWire(result) as { objects: { space?: { code?: string } }[] };
    const resolved = cpuMs();
    if (found.at(-1)?.space?.code === undefined) throw new Error('the references are not resolved');
    return resolved - parsed;
  };
  for (let warm = 0; warm < 4; warm += 1) turn();
  return async () => ({ units: 1, cpuMs: turn() });
});
