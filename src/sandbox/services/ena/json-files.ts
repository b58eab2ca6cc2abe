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
import { children, el, textAt, type XmlElement } from './xml.ts';

/** Analysis types whose details travel as attributes with upper-case tags; all other attributes of theirs are dropped. */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  SEQUENCE_ASSEMBLY: [
    'NAME',
    'TYPE',
    'PARTIAL',
    'COVERAGE',
    'PROGRAM',
    'PLATFORM',
    'MIN_GAP_LENGTH',
    'MOL_TYPE',
    'TPA',
    'AUTHORS',
    'ADDRESS',
  ],
  TRANSCRIPTOME_ASSEMBLY: ['NAME', 'PROGRAM', 'PLATFORM', 'TPA', 'AUTHORS', 'ADDRESS', 'TYPE'],
  SEQUENCE_VARIATION: ['EXPERIMENT_TYPE', 'PROGRAM', 'PLATFORM', 'IMPUTATION'],
  GENOME_MAP: ['PROGRAM', 'PLATFORM', 'DESCRIPTION'],
  SEQUENCE_FLATFILE: ['AUTHORS', 'ADDRESS'],
};

/** `fileName` is the only name of a file: `filename` is dropped, and with it the file's name. */
export function files(item: Fields, at: string): XmlElement[] {
  return list(item.files, `${at}.files`).map((value, i) => {
    const where = `${at}.files[${i}]`;
    const file = fields(value, where);
    return el(
      'FILE',
      {
        filename: str(file, 'fileName', where),
        filetype: str(file, 'fileType', where),
        checksum_method: str(file, 'checksumMethod', where) ?? 'MD5',
        checksum: str(file, 'checksum', where),
      },
      list(file.readType, `${where}.readType`).map((type) => el('READ_TYPE', String(type))),
    );
  });
}

export function analysis(value: unknown, at: string): XmlElement {
  const item = fields(value, at);
  const refs = (key: string, name: string) =>
    list(item[key], `${at}.${key}`).map((ref, i) => reference(name, ref, `${at}.${key}[${i}]`));
  const type = str(item, 'analysisType', at);
  const given = attributes('ANALYSIS', item, at);
  const known = DETAILS[type ?? ''];
  return el(
    'ANALYSIS',
    identity(item, at),
    textElement('TITLE', item, 'title', at),
    textElement('DESCRIPTION', item, 'description', at),
    item.study === undefined ? undefined : reference('STUDY_REF', item.study, `${at}.study`),
    refs('samples', 'SAMPLE_REF'),
    refs('experiments', 'EXPERIMENT_REF'),
    refs('runs', 'RUN_REF'),
    refs('analyses', 'ANALYSIS_REF'),
    type === undefined ? undefined : el('ANALYSIS_TYPE', el(type, details(item, known, given, at))),
    wrapped('FILES', files(item, at)),
    links('ANALYSIS', item, at),
    known ? undefined : given,
  );
}

function details(
  item: Fields,
  known: readonly string[] | undefined,
  given: XmlElement | undefined,
  at: string,
): XmlElement[] {
  const assemblies = list(item.assemblies, `${at}.assemblies`).flatMap((value) => {
    const { assembly } = fields(value, `${at}.assemblies`);
    return assembly === undefined ? [] : [el('ASSEMBLY', reference('STANDARD', assembly, at))];
  });
  const sequences = list(item.sequences, `${at}.sequences`).map((value) => {
    const sequence = fields(value, `${at}.sequences`);
    return el('SEQUENCE', { accession: str(sequence, 'accession', at), label: str(sequence, 'label', at) });
  });
  const tagged = children(given, 'ANALYSIS_ATTRIBUTE');
  const own = (known ?? []).flatMap((name) => {
    // Of repeated tags the last one survives.
    const last = tagged.filter((item) => textAt(item, 'TAG') === name).at(-1);
    return last ? [el(name, textAt(last, 'VALUE') ?? '')] : [];
  });
  return [...own, ...assemblies, ...sequences];
}
