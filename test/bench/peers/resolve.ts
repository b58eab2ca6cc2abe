/** Reads the JSON of an answer of openBIS, and makes objects of it, or bare copies, or nothing more. */
import { fromWire } from '../../../src/services/openbis/references.ts';
import { openbisAnswer } from '../hosts/openbis-answer.ts';
import { compete, cpuMs } from './measure.ts';

interface Settings {
  what: 'parse' | 'copy' | 'resolve';
  objects: number;
}

interface Answer {
  objects: Record<string, unknown>[];
}

/** What is left to do for who only wants the marks of the wire gone: every object once more, without them. */
function bareCopies({ objects }: Answer): Answer {
  return {
    objects: objects.map(({ '@type': _type, '@id': _id, fetchOptions: _options, ...left }) => left),
  };
}

const MAKE: Record<Settings['what'], (answer: Answer) => Answer> = {
  parse: (answer) => answer,
  copy: bareCopies,
  resolve: (answer) => fromWire(answer) as Answer,
};

/** Answers in a turn: the memory is cleaned up now in the one, now in the other part. */
const ANSWERS = 4;

await compete<Settings>(async ({ what, objects }) => {
  const text = openbisAnswer(objects);
  const turn = () => {
    let beyond = 0;
    for (let i = 0; i < ANSWERS; i += 1) {
      const { result } = JSON.parse(text) as { result: Answer };
      const parsed = cpuMs();
      const made = MAKE[what](result);
      beyond += cpuMs() - parsed;
      const space = made.objects.at(-1)?.space;
      if (what === 'resolve' && typeof space !== 'object') throw new Error('the references are not resolved');
    }
    return beyond / ANSWERS;
  };
  turn();
  return async () => {
    const begun = cpuMs();
    const beyond = turn();
    const all = (cpuMs() - begun) / ANSWERS;
    return { units: ANSWERS, alone: what === 'parse' ? all : beyond };
  };
});
