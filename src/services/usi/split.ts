import { InputError } from '../../core/errors/index.ts';
import type { NewUsiSample } from './types.ts';

/** How large submissions are to be. */
export interface UsiSplitOptions {
  /** Samples in one submission. Default 100. */
  size?: number;
}

/** Groups that are not full yet are looked at for room, the last so many of them. */
const OPEN_GROUPS = 20;

/**
 * Splits samples into lists for one submission each. Samples that refer to each other by alias stay together, since
 * a reference to another submission has to wait for that one's accessions; those that are referred to come first. A
 * family larger than `size` gets a list of its own, whole.
 * @throws InputError an alias comes twice, or relationships are no list
 */
export function splitSamples<T extends NewUsiSample>(
  samples: readonly T[],
  { size = 100 }: UsiSplitOptions = {},
): T[][] {
  const places = new Map<string, number>();
  const issues = samples.flatMap(({ alias }, index) => {
    const first = places.get(alias);
    if (first === undefined) places.set(alias, index);
    return first === undefined
      ? []
      : [{ path: `[${index}].alias`, message: `"${alias}" is also the alias of item ${first}` }];
  });
  samples.forEach(({ sampleRelationships = [] }, index) => {
    if (!isListOfObjects(sampleRelationships))
      issues.push({ path: `[${index}].sampleRelationships`, message: 'must be a list of relationships' });
  });
  if (!Number.isInteger(size) || size < 1)
    issues.push({ path: 'options.size', message: 'must be a whole number from 1' });
  if (issues.length > 0) throw new InputError(issues, { service: 'usi', operation: 'splitSamples' });

  const targets = samples.map(({ sampleRelationships = [] }) =>
    sampleRelationships.flatMap(({ alias, accession }) => {
      const target = accession || alias === undefined ? undefined : places.get(alias);
      return target === undefined ? [] : [target];
    }),
  );
  const groups: T[][] = [];
  for (const family of families(targets)) {
    const members = family.map((index) => samples[index]).filter((one) => one !== undefined);
    const roomy = groups.slice(-OPEN_GROUPS).find((group) => group.length + members.length <= size);
    if (roomy) roomy.push(...members);
    else groups.push(members);
  }
  return groups;
}

/** Samples are often read from a file, whatever their type says. */
const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);

/** The connected parts, each in an order in which what is referred to comes first. */
function families(targets: readonly (readonly number[])[]): number[][] {
  const neighbours: number[][] = targets.map((list) => [...list]);
  targets.forEach((list, index) => {
    for (const target of list) neighbours[target]?.push(index);
  });
  const seen = new Set<number>();
  return targets.flatMap((_, start) => {
    if (seen.has(start)) return [];
    const family = [start];
    seen.add(start);
    for (let at = 0; at < family.length; at += 1) {
      for (const next of neighbours[family[at] ?? 0] ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        family.push(next);
      }
    }
    return [
      parentsFirst(
        family.sort((a, b) => a - b),
        targets,
      ),
    ];
  });
}

/** Without recursion: a pedigree may be thousands of generations deep. A circle is cut where it closes. */
function parentsFirst(family: readonly number[], targets: readonly (readonly number[])[]): number[] {
  const ordered: number[] = [];
  const begun = new Set<number>();
  for (const root of family) {
    const stack: { index: number; next: number }[] = [];
    const enter = (index: number) => {
      if (begun.has(index)) return;
      begun.add(index);
      stack.push({ index, next: 0 });
    };
    enter(root);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = targets[top.index]?.[top.next];
      top.next += 1;
      if (target !== undefined) enter(target);
      else ordered.push(stack.pop()?.index ?? root);
    }
  }
  return ordered;
}
