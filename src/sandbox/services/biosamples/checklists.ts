import { type ChecklistField, ERC000011_FIELDS, ERC000014_FIELDS } from './checklist-fields.ts';
import type { JsonSchema } from './json-schema.ts';

/** A record of the schema store. */
export interface Checklist {
  id: string;
  accession: string;
  name: string;
  version: string;
  title: string;
  description: string;
  domain: string;
  metaSchema: string;
  schema: JsonSchema;
  authority: string;
}

export const DEFAULT_CHECKLIST = 'BSDC00001';
const DOMAIN = 'https://www.ebi.ac.uk/biosamples/schemas';
const META_SCHEMA = 'https://schemablocks.org/metaschemas/json-schema-draft-07/1.0.1';
const ORGANISM_KEYS = ['organism', 'Organism', 'species', 'Species'];

function checklist(
  accession: string,
  name: string,
  title: string,
  description: string,
  authority: string,
  characteristics: JsonSchema,
): Checklist {
  const id = `${DOMAIN}/${name}/1.0.0`;
  const schema: JsonSchema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: id,
    title,
    description,
    type: 'object',
    properties: {
      name: { type: 'string' },
      accession: { type: 'string' },
      characteristics: { type: 'object', ...characteristics },
    },
    required: ['name', 'characteristics'],
  };
  const version = '1.0.0';
  return {
    id,
    accession,
    name,
    version,
    title,
    description,
    domain: DOMAIN,
    metaSchema: META_SCHEMA,
    schema,
    authority,
  };
}

function values(content: JsonSchema, required: readonly string[] = ['text']): JsonSchema {
  return { type: 'array', items: { properties: content, required } };
}

function minimal(): JsonSchema {
  const nonEmpty = values({ text: { type: 'string', minLength: 1 } });
  return {
    properties: Object.fromEntries(ORGANISM_KEYS.map((key) => [key, nonEmpty])),
    anyOf: ORGANISM_KEYS.map((key) => ({ required: [key] })),
  };
}

function ofFields(fields: readonly ChecklistField[]): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  for (const field of fields) {
    const text: JsonSchema = field.values ? { enum: field.values } : { type: 'string' };
    if (field.pattern !== undefined) text.pattern = field.pattern;
    const content = field.units ? { text, unit: { enum: field.units } } : { text };
    for (const name of [field.name, ...(field.synonyms ?? [])]) {
      properties[name] = values(content, field.units ? ['text', 'unit'] : ['text']);
    }
  }
  const mandatory = fields.filter((field) => field.mandatory);
  return {
    properties,
    allOf: mandatory.map((field) => ({
      oneOf: [field.name, ...(field.synonyms ?? [])].map((name) => ({ required: [name] })),
    })),
  };
}

/** The schema store of one sandbox. */
export class Checklists {
  readonly #all: readonly Checklist[] = [
    checklist(
      DEFAULT_CHECKLIST,
      'biosamples-minimal',
      'BioSamples minimal',
      'The least a sample has to say: what organism it came from.',
      'BIOSAMPLES',
      minimal(),
    ),
    checklist(
      'ERC000011',
      'ENA-ENA_default_sample_checklist',
      'ENA default sample checklist',
      'Minimum information for samples that no community checklist fits.',
      'ENA',
      ofFields(ERC000011_FIELDS),
    ),
    checklist(
      'ERC000014',
      'ENA-GSC_MIxS_human_associated',
      'GSC MIxS human associated',
      'Minimum information about samples taken from a human host, after the Genomic Standards Consortium.',
      'ENA',
      ofFields(ERC000014_FIELDS),
    ),
  ];

  list(): readonly Checklist[] {
    return this.#all;
  }

  /** By accession, or `accession:version`. */
  find(id: string): Checklist | undefined {
    const [accession, version] = id.split(':');
    return this.#all.find(
      (item) => item.accession === accession && (version === undefined || item.version === version),
    );
  }
}
