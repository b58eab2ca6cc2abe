import { experiment } from './json-experiment.ts';
import {
  attributes,
  type Fields,
  fields,
  identity,
  links,
  list,
  reference,
  str,
  textElement,
  wrapped,
} from './json-fields.ts';
import { analysis, files } from './json-files.ts';
import { INFO, type Kind } from './kinds.ts';
import { refuse } from './rules.ts';
import { el, type XmlElement } from './xml.ts';

const COMMON = ['alias', 'accession', 'centerName', 'brokerName', 'identifiers', 'title', 'description'];
const SAMPLE = [...COMMON, 'refName', 'organism', 'attributes', 'links'];
const STUDY = [...COMMON, 'attributes', 'links'];
const SUBMISSION = [
  'alias',
  'accession',
  'centerName',
  'labName',
  'submissionDate',
  'title',
  'identifiers',
  'actions',
  'attributes',
  'links',
];
const READERS: Readonly<Partial<Record<Kind, (item: unknown, where: string) => XmlElement>>> = {
  project,
  study,
  sample,
  experiment,
  run,
  analysis,
};

/**
 * Turns a JSON document into the XML document that ENA works with. As in its own conversion, some objects
 * refuse fields that they do not know, and others drop them without a word.
 */
export function readJson(text: string): XmlElement {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse('document.json', { problem: error instanceof Error ? error.message : String(error) });
  }
  const kinds = Object.keys(READERS) as Kind[];
  const root = fields(value, 'the document', ['submission', ...kinds.map((kind) => INFO[kind].plural)]);
  const out = el('WEBIN');
  if (root.submission !== undefined) out.children.push(submission(root.submission));
  for (const kind of kinds) {
    const { plural, set } = INFO[kind];
    const read = READERS[kind];
    if (!read) continue;
    const items = list(root[plural], plural).map((item, i) => read(item, `${plural}[${i}]`));
    if (items.length > 0) out.children.push(el(set, items));
  }
  return out;
}

function submission(value: unknown): XmlElement {
  const at = 'submission';
  const item = fields(value, at, SUBMISSION);
  const actions = list(item.actions, `${at}.actions`).map((action, i) => {
    const where = `${at}.actions[${i}]`;
    const given = fields(action, where, ['type', 'holdUntilDate', 'target']);
    const type = str(given, 'type', where);
    if (type === undefined || type === '') throw refuse('document.missing', { where, field: 'type' });
    const details = {
      HoldUntilDate: str(given, 'holdUntilDate', where),
      target: str(given, 'target', where),
    };
    return el('ACTION', el(type.toUpperCase(), details));
  });
  return el(
    'SUBMISSION',
    { ...identity(item, at), lab_name: str(item, 'labName', at) },
    textElement('TITLE', item, 'title', at),
    wrapped('ACTIONS', actions),
    links('SUBMISSION', item, at),
    attributes('SUBMISSION', item, at),
  );
}

function project(value: unknown, at: string): XmlElement {
  const item = fields(value, at);
  const sequencing = item.sequencingProject === undefined ? undefined : fields(item.sequencingProject, at);
  const prefixes = list(sequencing?.locusTagPrefixes, `${at}.sequencingProject.locusTagPrefixes`);
  const related = list(item.relationships, `${at}.relationships`).flatMap((value, i) =>
    relationship(fields(value, `${at}.relationships[${i}]`), `${at}.relationships[${i}]`),
  );
  return el(
    'PROJECT',
    identity(item, at),
    textElement('NAME', item, 'name', at),
    textElement('TITLE', item, 'title', at),
    textElement('DESCRIPTION', item, 'description', at),
    sequencing &&
      el(
        'SUBMISSION_PROJECT',
        el(
          'SEQUENCING_PROJECT',
          prefixes.map((prefix) => el('LOCUS_TAG_PREFIX', String(prefix))),
        ),
      ),
    item.adminProject === undefined ? undefined : el('UMBRELLA_PROJECT'),
    wrapped('RELATED_PROJECTS', related),
    links('PROJECT', item, at),
    attributes('PROJECT', item, at),
  );
}

function relationship(item: Fields, at: string): XmlElement[] {
  return (['childProject', 'parentProject'] as const).flatMap((key) => {
    if (item[key] === undefined) return [];
    const accession = str(fields(item[key], `${at}.${key}`, ['accession']), 'accession', at);
    const name = key === 'childProject' ? 'CHILD_PROJECT' : 'PARENT_PROJECT';
    return [el('RELATED_PROJECT', el(name, { accession }))];
  });
}

function study(value: unknown, at: string): XmlElement {
  const item = fields(value, at, STUDY);
  return el(
    'STUDY',
    identity(item, at),
    el(
      'DESCRIPTOR',
      textElement('STUDY_TITLE', item, 'title', at),
      el('STUDY_TYPE', { existing_study_type: 'Other' }),
      textElement('STUDY_DESCRIPTION', item, 'description', at),
    ),
    links('STUDY', item, at),
    attributes('STUDY', item, at),
  );
}

function sample(value: unknown, at: string): XmlElement {
  const item = fields(value, at, SAMPLE);
  const organism = item.organism === undefined ? undefined : fields(item.organism, `${at}.organism`);
  const { alias, ...rest } = identity(item, at);
  return el(
    'SAMPLE',
    { alias: alias ?? str(item, 'refName', at), ...rest },
    textElement('TITLE', item, 'title', at),
    organism &&
      el(
        'SAMPLE_NAME',
        textElement('TAXON_ID', organism, 'taxonId', at),
        textElement('SCIENTIFIC_NAME', organism, 'scientificName', at),
        textElement('COMMON_NAME', organism, 'commonName', at),
      ),
    textElement('DESCRIPTION', item, 'description', at),
    links('SAMPLE', item, at),
    attributes('SAMPLE', item, at),
  );
}

function run(value: unknown, at: string): XmlElement {
  const item = fields(value, at);
  const model = str(item, 'instrumentModel', at);
  const platform = str(item, 'instrumentPlatform', at);
  return el(
    'RUN',
    identity(item, at),
    textElement('TITLE', item, 'title', at),
    item.experiment === undefined
      ? undefined
      : reference('EXPERIMENT_REF', item.experiment, `${at}.experiment`),
    platform === undefined
      ? undefined
      : el('PLATFORM', el(platform, model === undefined ? undefined : el('INSTRUMENT_MODEL', model))),
    el('DATA_BLOCK', el('FILES', files(item, at))),
    links('RUN', item, at),
    attributes('RUN', item, at),
  );
}
