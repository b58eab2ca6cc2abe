import type { CheckContext } from './check-context.ts';
import { checkFiles, checkRunFiles } from './check-files.ts';
import { checkSample } from './check-sample.ts';
import type { Draft } from './document.ts';
import type { Kind } from './kinds.ts';
import { type Problem, problem } from './rules.ts';
import {
  ANALYSIS_FILE_TYPES,
  ANALYSIS_REQUIRED,
  ANALYSIS_TYPES,
  ANALYSIS_WORDS,
  isModelOf,
  isOneOf,
  isPlatform,
  READ_TYPES,
  RUN_FILE_TYPES,
  SELECTIONS,
  SOURCES,
  STRATEGIES,
  STUDY_TYPES,
} from './vocabulary.ts';
import { child, children, descendants, textAt, type XmlElement } from './xml.ts';

/** Everything that is wrong with an object by itself: its form, its words, its sample fields, its files. */
export function checkDraft(draft: Draft, context: CheckContext): Problem[] {
  const { element, kind } = draft;
  const form = new Form(kind, element);
  FORMS[kind](form);
  if (form.problems.length > 0) return form.problems;
  if (kind === 'sample') return checkSample(draft, context);
  if (kind === 'run') return [...checkRunFiles(draft), ...checkFiles(draft, context)];
  if (kind === 'analysis') return checkFiles(draft, context);
  return [];
}

const FORMS: Readonly<Record<Kind, (form: Form) => void>> = {
  project(form) {
    form.length(['TITLE'], 20, 250);
    form.length(['DESCRIPTION'], 20, 4000);
  },
  study(form) {
    form.required('DESCRIPTOR', 'STUDY_TITLE');
    const type = child(form.element, 'DESCRIPTOR', 'STUDY_TYPE')?.attributes.existing_study_type ?? '';
    form.word(type, STUDY_TYPES, 'existing_study_type');
  },
  sample(form) {
    form.required('SAMPLE_NAME', 'TAXON_ID');
  },
  experiment(form) {
    form.required('STUDY_REF');
    form.required('DESIGN', 'DESIGN_DESCRIPTION');
    form.required('DESIGN', 'SAMPLE_DESCRIPTOR');
    const library = ['DESIGN', 'LIBRARY_DESCRIPTOR'];
    form.listed([...library, 'LIBRARY_STRATEGY'], STRATEGIES, 'typeLibraryStrategy');
    form.listed([...library, 'LIBRARY_SOURCE'], SOURCES, 'typeLibrarySource');
    form.listed([...library, 'LIBRARY_SELECTION'], SELECTIONS, 'typeLibrarySelection');
    const layout = child(form.element, ...library, 'LIBRARY_LAYOUT')?.children[0]?.name;
    if (layout !== 'SINGLE' && layout !== 'PAIRED') form.required(...library, 'LIBRARY_LAYOUT', 'SINGLE');
    form.platform(true);
  },
  run(form) {
    form.required('EXPERIMENT_REF');
    form.platform(false);
    form.required('DATA_BLOCK', 'FILES', 'FILE');
    form.files(RUN_FILE_TYPES, ['MD5', 'SHA-256']);
    for (const type of descendants(form.element, 'READ_TYPE')) form.word(type.text, READ_TYPES, 'READ_TYPE');
  },
  analysis(form) {
    form.required('STUDY_REF');
    const type = child(form.element, 'ANALYSIS_TYPE')?.children[0]?.name;
    if (type === undefined) form.required('ANALYSIS_TYPE');
    else if (!ANALYSIS_TYPES.includes(type)) form.wrong(`unexpected element ${type} in ANALYSIS_TYPE`);
    else form.analysis(type);
    form.required('FILES', 'FILE');
    form.files(ANALYSIS_FILE_TYPES, ['MD5']);
  },
  dac(form) {
    form.required('CONTACTS', 'CONTACT');
  },
  policy(form) {
    form.required('DAC_REF');
  },
  dataset(form) {
    form.required('TITLE');
    form.required('POLICY_REF');
  },
};

/** What the schema of an object type asks for, as far as the sandbox checks it. */
class Form {
  readonly problems: Problem[] = [];

  constructor(
    readonly kind: Kind,
    readonly element: XmlElement,
  ) {}

  wrong(what: string): void {
    this.problems.push(problem('submission.invalid-xml', { type: this.kind, problem: what }));
  }

  required(...path: string[]): boolean {
    if (child(this.element, ...path)) return true;
    const parent = path.at(-2) ?? this.element.name;
    this.wrong(`Expected element '${path.at(-1) ?? ''}' before the end of the content in element ${parent}`);
    return false;
  }

  length(path: string[], least: number, most: number): void {
    if (!this.required(...path)) return;
    const { length } = textAt(this.element, ...path) ?? '';
    const facet =
      length < least ? `less than minLength facet (${least})` : `greater than maxLength facet (${most})`;
    if (length < least || length > most)
      this.wrong(`string length (${length}) is ${facet} in element ${path.at(-1)}`);
  }

  listed(path: string[], words: readonly string[], type: string): void {
    if (this.required(...path)) this.word(textAt(this.element, ...path) ?? '', words, type);
  }

  word(value: string, words: readonly string[], type: string): void {
    if (!isOneOf(words, value))
      this.wrong(`string value '${value}' is not a valid enumeration value for ${type}`);
  }

  platform(needed: boolean): void {
    const platform = child(this.element, 'PLATFORM')?.children[0];
    if (!platform) {
      if (needed) this.required('PLATFORM');
      return;
    }
    if (!isPlatform(platform.name)) this.wrong(`unexpected element ${platform.name} in PLATFORM`);
    else if (this.required('PLATFORM', platform.name, 'INSTRUMENT_MODEL')) {
      const model = textAt(platform, 'INSTRUMENT_MODEL') ?? '';
      if (!isModelOf(platform.name, model))
        this.wrong(`string value '${model}' is not a valid enumeration value for type${platform.name}Model`);
    }
  }

  analysis(type: string): void {
    for (const name of ANALYSIS_REQUIRED[type] ?? []) this.required('ANALYSIS_TYPE', type, name);
    const inside = child(this.element, 'ANALYSIS_TYPE', type);
    for (const [name, words] of Object.entries(ANALYSIS_WORDS[type] ?? {})) {
      for (const { text } of children(inside, name)) this.word(text, words, name);
    }
  }

  files(types: readonly string[], methods: readonly string[]): void {
    const block = child(this.element, 'DATA_BLOCK') ?? this.element;
    for (const { attributes } of children(child(block, 'FILES'), 'FILE')) {
      if (!attributes.filename) this.wrong('Expected attribute: filename in element FILE');
      this.word(attributes.filetype ?? '', types, 'filetype');
      this.word(attributes.checksum_method ?? '', methods, 'checksum_method');
    }
  }
}
