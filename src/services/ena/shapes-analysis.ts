import { element, leaf } from '../../core/xml.ts';
import { type Fields, giveAll, isGiven, type Part, plain, takeAll, takeChildren } from './shape.ts';
import {
  attribute,
  attributesOf,
  common,
  files,
  identifiers,
  linksOf,
  list,
  reference,
  references,
  text,
} from './shapes-common.ts';
import type { EnaAttribute } from './types.ts';
import { ANALYSIS_FIELDS } from './vocabulary.ts';

const referenceSequences: readonly Part[] = [
  {
    take(from, to, at) {
      const found = from.children.filter(
        ({ name, children }) => name === 'ASSEMBLY' && children[0]?.name === 'STANDARD',
      );
      from.children = from.children.filter((child) => !found.includes(child));
      if (found.length > 0)
        to.assemblies = found.map(({ children }, index) => {
          const assembly: Fields = {};
          const [standard] = children;
          if (standard)
            takeAll(
              standard,
              assembly,
              [attribute('accession', 'accession'), attribute('alias', 'refname')],
              {
                path: `${at.path}/ASSEMBLY[${index}]`,
                others: at.others,
              },
            );
          return { assembly };
        });
    },
    give(from, to, at) {
      const given = (from.assemblies as { assembly: Fields }[] | undefined) ?? [];
      given.forEach(({ assembly }, index) => {
        const standard = giveAll(
          element('STANDARD'),
          assembly,
          [attribute('accession', 'accession'), attribute('alias', 'refname')],
          { path: `${at.path}/ASSEMBLY[${index}]`, others: at.others },
        );
        to.children.push(element('ASSEMBLY', [standard]));
      });
    },
  },
  list('sequences', undefined, 'SEQUENCE', [
    attribute('accession', 'accession'),
    attribute('label', 'label'),
  ]),
];

/** Fields of the type: elements in XML, attributes with upper-case tags in JSON and in our model. */
const fieldsOf = (type: string): Part => {
  const known = ANALYSIS_FIELDS[type] ?? [];
  return {
    take(from, to) {
      const found = known.flatMap((name) =>
        takeChildren(from, name).map((child): EnaAttribute => ({ tag: name, value: plain(child.text) })),
      );
      if (found.length > 0)
        to.attributes = [...found, ...((to.attributes as EnaAttribute[] | undefined) ?? [])];
    },
    give(from, to) {
      const given = (from.attributes as EnaAttribute[] | undefined) ?? [];
      for (const name of known)
        for (const { tag, value } of given)
          if (tag === name) to.children.push(leaf(name, isGiven(value) ? String(value) : ''));
    },
  };
};

const inner = (type: string): readonly Part[] => [...referenceSequences, fieldsOf(type)];

const typed: Part = {
  take(from, to, at) {
    const around = from.children.find(({ name }) => name === 'ANALYSIS_TYPE');
    const type = around?.children[0];
    if (!around || !type) return;
    from.children = from.children.filter((child) => child !== around);
    to.analysisType = type.name;
    takeAll(type, to, inner(type.name), { path: `ANALYSIS_TYPE/${type.name}`, others: at.others });
  },
  give(from, to, at) {
    const type = String(from.analysisType);
    const made = giveAll(element(type), from, inner(type), {
      path: `ANALYSIS_TYPE/${type}`,
      others: at.others,
    });
    to.children.push(element('ANALYSIS_TYPE', [made]));
  },
};

const attributes = attributesOf('ANALYSIS');

export const analysis: readonly Part[] = [
  ...common,
  identifiers,
  text('title', 'TITLE'),
  text('description', 'DESCRIPTION'),
  reference('study', 'STUDY_REF'),
  references('samples', 'SAMPLE_REF'),
  references('experiments', 'EXPERIMENT_REF'),
  references('runs', 'RUN_REF'),
  references('analyses', 'ANALYSIS_REF'),
  typed,
  files,
  linksOf('ANALYSIS'),
  {
    // What stands in the type already is not said twice; what the type says comes first.
    take(from, to, at) {
      const ofType = (to.attributes as EnaAttribute[] | undefined) ?? [];
      delete to.attributes;
      attributes.take(from, to, at);
      const all = [...ofType, ...((to.attributes as EnaAttribute[] | undefined) ?? [])];
      if (all.length > 0) to.attributes = all;
    },
    give(from, to, at) {
      const known = ANALYSIS_FIELDS[String(from.analysisType)] ?? [];
      const given = (from.attributes as EnaAttribute[] | undefined) ?? [];
      attributes.give({ ...from, attributes: given.filter(({ tag }) => !known.includes(tag)) }, to, at);
    },
  },
];
