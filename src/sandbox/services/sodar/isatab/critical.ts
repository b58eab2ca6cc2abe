import type { Term } from '../model.ts';
import { type InvestigationInfo, quoted, type StudyInfo } from './investigation.ts';
import { type IsaTable, isFile, isMaterial, type Node, termsIn } from './table.ts';

/** A finding of the validation that makes the server refuse a sheet. */
type Warn = (message: string) => void;

/** Critical warnings by file; the investigation's are under its own name. */
export class Criticals {
  readonly #byFile = new Map<string, string[]>();

  of(file: string): Warn {
    return (message) => {
      const list = this.#byFile.get(file);
      if (list) list.push(message);
      else this.#byFile.set(file, [message]);
    };
  }

  get count(): number {
    return [...this.#byFile.values()].reduce((sum, list) => sum + list.length, 0);
  }

  /** The text of the tuple that the server puts into its answer. */
  text(investigation: string): string {
    const { count } = this;
    const head = `${count} critical warning${count === 1 ? '' : 's'} raised by altamISA, import failed`;
    const part = (test: (file: string) => boolean) =>
      [...this.#byFile]
        .filter(([file]) => test(file))
        .map(([file, messages]) => `${quoted(file)}: ${said(messages)}`)
        .join(', ');
    const own = said(this.#byFile.get(investigation) ?? []);
    const studies = part((file) => file !== investigation && file.startsWith('s_'));
    const assays = part((file) => file !== investigation && !file.startsWith('s_'));
    return `(${quoted(head)}, {'investigation': ${own}, 'studies': {${studies}}, 'assays': {${assays}}, 'all_ok': False, 'critical_count': ${count}, 'limit_reached': False, 'use_file_names': True})`;
  }
}

function said(messages: readonly string[]): string {
  const one = (message: string) =>
    `{'message': ${quoted(message)}, 'category': 'CriticalIsaValidationWarning'}`;
  return `[${messages.map(one).join(', ')}]`;
}

export function checkInvestigation(info: InvestigationInfo, file: string, warn: Warn): void {
  for (const { name, complete } of info.sources) {
    if (!complete) warn(`Incomplete ontology source; found: ${name}`);
  }
  const known = sourcesOf(info);
  checkTerms(info.terms, known, warn);
  if (info.studies.length === 0) warn(`No studies declared in investigation: ${file}`);
  const [studyFiles, assayFiles] = [new Set<string>(), new Set<string>()];
  for (const study of info.studies) {
    const { identifier, title } = study;
    if (identifier === '' || study.file === '') {
      warn(
        `Study with incomplete minimal information (ID and path):\nID:\t${identifier}\nTitle:\t${title}\nPath:\t${study.file}`,
      );
    }
    if (study.file !== '' && studyFiles.has(study.file))
      warn(`Study path used more than once: ${study.file}`);
    studyFiles.add(study.file);
    checkTerms(study.terms, known, warn);
    if (study.assays.length === 0)
      warn(`No assays declared in study '${identifier}' of investigation '${file}'`);
    for (const assay of study.assays) {
      const [measurement, technology] = [assay.measurement.name, assay.technology.name];
      if (measurement === '' || technology === '') {
        warn(
          `Assay with incomplete minimal information (path, measurement and technology type):\nPath:\t${assay.file}\nMeasurement Type:\t${measurement}\nTechnology Type:\t${technology}\nTechnology Platform:\t${assay.platform}`,
        );
      }
      if (assayFiles.has(assay.file)) warn(`Assay path used more than once: ${assay.file}`);
      assayFiles.add(assay.file);
    }
  }
}

export function sourcesOf(info: InvestigationInfo): ReadonlySet<string> {
  return new Set(info.sources.map(({ name }) => name));
}

/** Each material is looked at once, however many rows name it. */
export function checkTable(
  table: IsaTable,
  kind: 'study' | 'assay',
  study: StudyInfo,
  known: ReadonlySet<string>,
  warn: Warn,
): void {
  for (const node of table.nodes) {
    const seen = new Set<string>();
    table.rows.forEach((row, line) => {
      const name = row[node.column] ?? '';
      const key = name === '' ? `#${line}` : name;
      if (seen.has(key)) return;
      seen.add(key);
      if (node.header === 'Protocol REF') checkProtocol(name, study, warn);
      else if (isMaterial(node.header) || isFile(node.header))
        checkMaterial(node, row, name, kind, table, warn);
      for (const note of node.notes) checkTerms(termsIn(row, note), known, warn);
    });
  }
}

function checkProtocol(name: string, study: StudyInfo, warn: Warn): void {
  if (name === '' || name === 'UNKNOWN' || study.protocols.includes(name)) return;
  warn(`Protocol "${name}" not declared in investigation file`);
}

function checkMaterial(
  node: Node,
  row: readonly string[],
  name: string,
  kind: 'study' | 'assay',
  table: IsaTable,
  warn: Warn,
): void {
  const start = node === table.nodes[0];
  const annotations = node.notes.filter(({ column }) => (row[column] ?? '') !== '');
  const has = (what: string) => annotations.some((note) => note.kind === what);
  if (name === '' && annotations.length > 0)
    warn(`Found annotated material/file without name: ${node.header}`);
  if (start && name === '') warn(`Found start node without original name: ${node.header}`);
  if (kind === 'assay' && node.header === 'Sample Name' && annotations.length > 0) {
    warn(`Found annotated Sample in assay (should be annotated in studies only): ${name}`);
  }
  if (has('Label') && node.header !== 'Labeled Extract Name') {
    warn(`Label not applied to Labeled Extract Name: ${node.header}.`);
  }
  if (isFile(node.header) && has('Characteristics'))
    warn(`Data nodes don't support Characteristics: ${name}.`);
  if (isFile(node.header) && has('Material Type'))
    warn(`Material Type not applied to proper Material: ${node.header}.`);
}

function checkTerms(terms: readonly Term[], known: ReadonlySet<string>, warn: Warn): void {
  for (const { name, accession, ontology_name: ontology } of terms) {
    if (ontology === null && accession === null) continue;
    if (name === '' || ontology === null || accession === null) {
      warn(
        `Incomplete ontology term reference:\nName: ${name || '?'}\nOntology: ${ontology ?? '?'}\nAccession: ${accession ?? '?'}`,
      );
    }
    if (ontology !== null && known.size > 0 && !known.has(ontology)) {
      warn(`Ontology with name "${ontology}" not defined in investigation!`);
    }
  }
}
