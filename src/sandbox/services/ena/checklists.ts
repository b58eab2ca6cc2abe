import { json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import { type ChecklistField, ERC000011_FIELDS, ERC000014_FIELDS } from '../biosamples/checklist-fields.ts';
import { xml } from './answers.ts';
import type { EnaAuth } from './auth.ts';
import { REPORTS } from './reports.ts';
import { refuse } from './rules.ts';
import { el, type XmlElement, xmlDocument } from './xml.ts';

interface SampleChecklist {
  accession: string;
  name: string;
  description: string;
  /** Heading of the mandatory fields, and of the others. */
  groups: readonly [string, string];
  fields: readonly ChecklistField[];
}

const CHECKLISTS: readonly SampleChecklist[] = [
  {
    accession: 'ERC000011',
    name: 'ENA default sample checklist',
    description: 'The least that is asked of a sample which fits no other checklist.',
    groups: ['Collection event information', 'General'],
    fields: ERC000011_FIELDS,
  },
  {
    accession: 'ERC000014',
    name: 'GSC MIxS human associated',
    description: 'What the Genomic Standards Consortium asks of samples taken from people.',
    groups: ['Collection event information', 'Host description'],
    fields: ERC000014_FIELDS,
  },
];

/** A checklist in ENA's own XML; undefined: the sandbox does not hold it. */
export function checklistXml(ids: readonly string[]): string | undefined {
  const found = CHECKLISTS.filter(({ accession }) => ids.includes(accession) || ids.includes('*'));
  return found.length === 0 ? undefined : xmlDocument(el('CHECKLIST_SET', found.map(checklist)));
}

function checklist({ accession, name, description, groups, fields }: SampleChecklist): XmlElement {
  const group = (title: string, members: readonly ChecklistField[]) =>
    el(
      'FIELD_GROUP',
      { restrictionType: 'Any number or none of the fields' },
      el('NAME', title),
      members.map(field),
    );
  return el(
    'CHECKLIST',
    { accession, checklistType: 'Sample' },
    el('IDENTIFIERS', el('PRIMARY_ID', accession)),
    el(
      'DESCRIPTOR',
      el('LABEL', name),
      el('NAME', name),
      el('DESCRIPTION', description),
      el('AUTHORITY', 'ENA'),
      group(
        groups[0],
        fields.filter(({ mandatory }) => mandatory),
      ),
      group(
        groups[1],
        fields.filter(({ mandatory }) => !mandatory),
      ),
    ),
  );
}

function field({ name, synonyms = [], mandatory, pattern, values, units }: ChecklistField): XmlElement {
  const type = values
    ? el(
        'TEXT_CHOICE_FIELD',
        values.map((value) => el('TEXT_VALUE', el('VALUE', value))),
      )
    : el('TEXT_FIELD', pattern === undefined ? undefined : el('REGEX_VALUE', pattern));
  return el(
    'FIELD',
    el('LABEL', name),
    el('NAME', name.replace(/[^A-Za-z0-9/()-]+/g, '_')),
    synonyms.map((synonym) => el('SYNONYM', synonym)),
    el('DESCRIPTION', `The ${name} of the sample.`),
    units &&
      el(
        'UNITS',
        units.map((unit) => el('UNIT', unit)),
      ),
    el('FIELD_TYPE', type),
    el('MANDATORY', mandatory ? 'mandatory' : 'optional'),
    el('MULTIPLICITY', 'single'),
  );
}

/** Checklists beside the reports, for those who have an account. */
export function checklistRoutes(auth: EnaAuth): Route[] {
  return REPORTS.flatMap((base) => {
    const route = (operation: string, path: string, handle: Route['handle']): Route => ({
      service: 'ena',
      operation: `ena.checklists.${operation}`,
      method: 'GET',
      pattern: `${base}/checklists${path}`,
      handle,
    });
    return [
      route('list', '', (call) => {
        auth.account(call);
        return json(sampleType(call) ? CHECKLISTS.map(row) : []);
      }),
      route('get', '/:id', (call) => {
        auth.account(call);
        const found = CHECKLISTS.find(({ accession }) => accession === call.params.id);
        if (!found) throw refuse('checklist.unknown');
        return json([row(found)]);
      }),
      route('xml', '/xml/:ids', (call) => {
        auth.account(call);
        const found = sampleType(call) ? checklistXml((call.params.ids ?? '').split(',')) : undefined;
        if (found === undefined) throw refuse('checklist.unknown');
        return xml(found);
      }),
    ];
  });
}

/** The sandbox has no checklists of sequences. */
const sampleType = (call: Call): boolean => (call.query.get('type') ?? 'sample') === 'sample';

function row({ accession, name, description }: SampleChecklist): object {
  return { report: { id: accession, displayName: name, description, checklistType: 'Sample' }, links: [] };
}
