import type { Draft } from './document.ts';
import type { Kind } from './kinds.ts';
import type { StoredObject } from './model.ts';
import { type Problem, problem } from './rules.ts';
import { descendants, type XmlElement } from './xml.ts';

/** Elements by which objects refer to each other, and to what. A study may be a project and the other way round. */
const REFERENCES: Readonly<Record<string, readonly Kind[]>> = {
  STUDY_REF: ['study', 'project'],
  SAMPLE_DESCRIPTOR: ['sample'],
  SAMPLE_REF: ['sample'],
  EXPERIMENT_REF: ['experiment'],
  RUN_REF: ['run'],
  ANALYSIS_REF: ['analysis'],
  POLICY_REF: ['policy'],
  DAC_REF: ['dac'],
  CHILD_PROJECT: ['project', 'study'],
  PARENT_PROJECT: ['project', 'study'],
  PEER_PROJECT: ['project', 'study'],
};

/** What a reference is looked up in. */
export interface Lookup {
  /** Any account's. */
  byAccession(accession: string): StoredObject | undefined;
  /** A sample that ENA has from BioSamples. */
  biosample(accession: string): string | undefined;
  /** Of the submitting account, those of the document included. */
  byAlias(kind: Kind, alias: string): StoredObject | undefined;
}

function referenceElements(element: XmlElement): XmlElement[] {
  return Object.keys(REFERENCES).flatMap((name) => descendants(element, name));
}

/** The references of an object, resolved; accession wins over alias. */
export function resolveReferences(
  draft: Draft,
  lookup: Lookup,
): { refs: { kind: Kind; accession: string }[]; problems: Problem[] } {
  const refs: { kind: Kind; accession: string }[] = [];
  const problems: Problem[] = [];
  for (const { name, attributes } of referenceElements(draft.element)) {
    const wanted = REFERENCES[name] ?? [];
    const { accession, refname } = attributes;
    const found = accession
      ? lookup.byAccession(accession)
      : wanted.map((kind) => lookup.byAlias(kind, refname ?? '')).find((item) => item !== undefined);
    if (found && wanted.includes(found.kind) && !found.cancelled) {
      refs.push({ kind: found.kind, accession: found.accession });
      continue;
    }
    const biosample = accession && wanted.includes('sample') ? lookup.biosample(accession) : undefined;
    if (biosample !== undefined) {
      refs.push({ kind: 'sample', accession: biosample });
      continue;
    }
    problems.push(
      problem('reference.missing', {
        type: draft.kind,
        alias: draft.alias,
        wanted: wanted[0] ?? '',
        reference: accession || refname || '',
      }),
    );
  }
  return { refs, problems };
}
