import { type Checklists, DEFAULT_CHECKLIST } from './checklists.ts';
import { complaints } from './json-schema.ts';
import { firstOf, type ParsedSample } from './model.ts';
import { renderSample } from './render.ts';
import { type BioSamplesRule, refuse } from './rules.ts';
import type { Taxonomy } from './taxonomy.ts';

const RESERVED_SCHEMA = 'ERC000011:0.1';
const CHECKLIST_KEYS = ['checklist', 'ena-checklist'];
const ACCESSION = /^SAM[END][AG]?[0-9]+$/;
/** Accessions as the public documentation writes them in examples. */
const EXAMPLE = /^SAMFAKE[0-9]+$/;

export function isAccession(text: string, rules: 'documented' | 'strict'): boolean {
  return ACCESSION.test(text) || (rules === 'documented' && EXAMPLE.test(text));
}

export function isExampleAccession(text: string): boolean {
  return EXAMPLE.test(text);
}

/** The checklist a sample names, if it does. */
export function namedChecklist(sample: ParsedSample): string | undefined {
  return firstOf(sample.attributes, CHECKLIST_KEYS)?.value;
}

/** Refuses a sample that does not fit its checklist. */
export function checkSchema(
  sample: ParsedSample,
  checklists: Checklists,
  rules: 'documented' | 'strict',
): void {
  const named = namedChecklist(sample);
  if (rules === 'documented' && named === undefined && isBare(sample)) return;
  const id = named ?? DEFAULT_CHECKLIST;
  if (id === RESERVED_SCHEMA) throw refuse('schema.reserved');
  const checklist = checklists.find(id);
  if (!checklist) throw refuse('schema.unknown', { cause: `Failed to retrieve schema ${id}` });
  const { update = '', create = '' } = sample;
  const found = complaints(checklist.schema, renderSample({ ...sample, update, create }));
  if (found.length > 0) throw refuse('schema.failed', {}, found);
}

/** The taxId a sample is stored with; undefined only where the rules let a sample without organism pass. */
export function checkTaxonomy(
  sample: ParsedSample,
  taxonomy: Taxonomy,
  rules: 'documented' | 'strict',
): number | undefined {
  if (rules === 'documented' && isBare(sample) && !sample.taxId) return undefined;
  const taxon = taxonomy.resolve(sample.taxId, sample.attributes);
  if (!taxon) throw refuse('taxonomy.unresolved');
  return taxon.taxId;
}

/** Release, name and relationship ends, reported together. */
export function checkFormat(sample: ParsedSample, rules: 'documented' | 'strict'): void {
  const problems: { id: BioSamplesRule; text: string }[] = [];
  const note = (id: BioSamplesRule, value = '') => {
    problems.push({ id, text: refuse(id, { value }).message });
  };
  if (sample.release === undefined) note('format.release');
  if (sample.name === '') note('format.name');
  for (const { source, target } of sample.relationships) {
    if (source !== undefined && !isAccession(source, rules)) note('format.source', source);
    if (!isAccession(target, rules)) note('format.target', target);
  }
  const [first] = problems;
  if (!first) return;
  const refusal = refuse(first.id);
  refusal.message = problems.map(({ text }) => text).join('|');
  throw refusal;
}

/** Says nothing about its organism: the form in which the documentation shows its smallest samples. */
function isBare(sample: ParsedSample): boolean {
  return firstOf(sample.attributes, ['organism', 'species']) === undefined;
}
