import { findAll, parseXml, type XmlElement } from '../../core/xml.ts';
import type { EnaChecklist, EnaChecklistField } from './checklist-types.ts';

const TYPES: Readonly<Record<string, EnaChecklistField['type']>> = {
  TEXT_FIELD: 'text',
  TEXT_AREA_FIELD: 'long-text',
  TEXT_CHOICE_FIELD: 'choice',
  DATE_FIELD: 'date',
  TAXON_FIELD: 'taxon',
  ONTOLOGY_FIELD: 'ontology',
};

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);
const textOf = (element: XmlElement | undefined, name: string): string =>
  (child(element, name)?.text ?? '').replace(/\s+/g, ' ').trim();
const textsOf = (element: XmlElement, name: string): string[] =>
  element.children.filter((one) => one.name === name).map(({ text }) => text.trim());
const numberOf = (element: XmlElement | undefined, name: string): number | undefined => {
  const text = textOf(element, name);
  return /^\d+$/.test(text) ? Number(text) : undefined;
};

/** Reads a checklist as ENA publishes it. @throws Error it is none */
export function parseEnaChecklist(xml: string): EnaChecklist {
  const [found] = findAll(parseXml(xml), 'CHECKLIST');
  const descriptor = child(found, 'DESCRIPTOR');
  const accession = found?.attributes.accession ?? '';
  if (!found || !descriptor || accession === '') throw new Error('there is no checklist');
  const groups = descriptor.children.filter(({ name }) => name === 'FIELD_GROUP');
  const description = textOf(descriptor, 'DESCRIPTION');
  const authority = textOf(descriptor, 'AUTHORITY');
  const { checklistType: type } = found.attributes;
  return {
    accession,
    name: textOf(descriptor, 'NAME') || textOf(descriptor, 'LABEL'),
    ...(description && { description }),
    ...(type && { type }),
    ...(authority && { authority }),
    fields: groups.flatMap((group) =>
      group.children
        .filter(({ name }) => name === 'FIELD')
        .map((field) => fieldFrom(field, textOf(group, 'NAME'))),
    ),
  };
}

function fieldFrom(field: XmlElement, group: string): EnaChecklistField {
  const kind = child(field, 'FIELD_TYPE')?.children[0];
  const requirement = textOf(field, 'MANDATORY').toLowerCase();
  const description = textOf(field, 'DESCRIPTION');
  const pattern = child(kind, 'REGEX_VALUE')?.text.trim();
  const minLength = numberOf(kind, 'MIN_LENGTH');
  const maxLength = numberOf(kind, 'MAX_LENGTH');
  const choices = kind?.children
    .filter(({ name }) => name === 'TEXT_VALUE')
    .map((choice) => textOf(choice, 'VALUE'));
  const units = textsOf(child(field, 'UNITS') ?? field, 'UNIT').filter(Boolean);
  const synonyms = textsOf(field, 'SYNONYM').filter(Boolean);
  return {
    label: textOf(field, 'LABEL'),
    name: textOf(field, 'NAME'),
    ...(group && { group }),
    ...(description && { description }),
    requirement: requirement === 'mandatory' || requirement === 'recommended' ? requirement : 'optional',
    multiple: textOf(field, 'MULTIPLICITY').toLowerCase() === 'multiple',
    type: TYPES[kind?.name ?? ''] ?? 'other',
    ...(pattern && { pattern }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(choices?.length && { choices }),
    ...(units.length > 0 && { units }),
    ...(synonyms.length > 0 && { synonyms }),
  };
}
