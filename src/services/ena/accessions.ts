import { KINDS, type Kind } from './kinds.ts';

/** How accessions look. The first letter is the archive: E for ENA, D for DDBJ, S and N for NCBI. */
export const accessionPatterns: Readonly<
  Record<Kind | 'submissions' | 'assemblies' | 'checklists' | 'ega', RegExp>
> = {
  submissions: /^[EDS]RA[0-9]{6,}$/,
  projects: /^PRJ[EDN][A-Z][0-9]+$/,
  studies: /^[EDS]RP[0-9]{6,}$/,
  samples: /^(?:[EDS]RS[0-9]{6,}|SAM[EDN][A-Z]?[0-9]+)$/,
  experiments: /^[EDS]RX[0-9]{6,}$/,
  runs: /^[EDS]RR[0-9]{6,}$/,
  analyses: /^[EDS]RZ[0-9]{6,}$/,
  assemblies: /^GCA_[0-9]{9}\.[0-9]+$/,
  checklists: /^ER[CT][0-9]{6}$/,
  ega: /^EGA[A-Z][0-9]{11}$/,
};

/** What an accession is of: `samples` for `ERS…` and `SAMEA…`; undefined when it is none, an alias for example. */
export function accessionKind(text: string): keyof typeof accessionPatterns | undefined {
  return (Object.keys(accessionPatterns) as (keyof typeof accessionPatterns)[]).find((kind) =>
    accessionPatterns[kind].test(text),
  );
}

export type SubmissionAccession = `${'E' | 'D' | 'S'}RA${number}`;
export type ProjectAccession = `PRJ${'E' | 'D' | 'N'}${string}`;
export type StudyAccession = `${'E' | 'D' | 'S'}RP${number}`;
export type SampleAccession = `${'E' | 'D' | 'S'}RS${number}` | `SAM${'E' | 'D' | 'N'}${string}`;
export type ExperimentAccession = `${'E' | 'D' | 'S'}RX${number}`;
export type RunAccession = `${'E' | 'D' | 'S'}RR${number}`;
export type AnalysisAccession = `${'E' | 'D' | 'S'}RZ${number}`;

const guard =
  <T extends string>(kind: keyof typeof accessionPatterns) =>
  (text: unknown): text is T =>
    typeof text === 'string' && accessionPatterns[kind].test(text);

/** `is.sample('ERS123456')`; also tells the compiler. */
export const is: {
  submission(text: unknown): text is SubmissionAccession;
  project(text: unknown): text is ProjectAccession;
  study(text: unknown): text is StudyAccession;
  sample(text: unknown): text is SampleAccession;
  experiment(text: unknown): text is ExperimentAccession;
  run(text: unknown): text is RunAccession;
  analysis(text: unknown): text is AnalysisAccession;
} = {
  submission: guard('submissions'),
  project: guard('projects'),
  study: guard('studies'),
  sample: guard('samples'),
  experiment: guard('experiments'),
  run: guard('runs'),
  analysis: guard('analyses'),
};

/** The kind of object that ENA's lookups and reports know an accession by. */
export function objectKind(text: string): Kind | undefined {
  const kind = accessionKind(text);
  return (KINDS as readonly string[]).includes(kind ?? '') ? (kind as Kind) : undefined;
}
