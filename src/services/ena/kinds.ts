/** The kinds of objects that a document may hold: its root keys, in the order in which they refer to each other. */
export const KINDS = ['projects', 'studies', 'samples', 'experiments', 'runs', 'analyses'] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds that exist in XML only. */
export const XML_KINDS = ['dacs', 'policies', 'datasets', 'sampleGroups', 'checklists'] as const;
export type XmlKind = (typeof XML_KINDS)[number];

interface Names {
  /** As a person says it, and as `GET /sample/{id}` does. */
  readonly one: string;
  /** Element of one object. */
  readonly element: string;
  /** Element around all of a kind. */
  readonly set: string;
}

export const NAMES: Readonly<Record<Kind | XmlKind, Names>> = {
  projects: { one: 'project', element: 'PROJECT', set: 'PROJECT_SET' },
  studies: { one: 'study', element: 'STUDY', set: 'STUDY_SET' },
  samples: { one: 'sample', element: 'SAMPLE', set: 'SAMPLE_SET' },
  experiments: { one: 'experiment', element: 'EXPERIMENT', set: 'EXPERIMENT_SET' },
  runs: { one: 'run', element: 'RUN', set: 'RUN_SET' },
  analyses: { one: 'analysis', element: 'ANALYSIS', set: 'ANALYSIS_SET' },
  dacs: { one: 'dac', element: 'DAC', set: 'DAC_SET' },
  policies: { one: 'policy', element: 'POLICY', set: 'POLICY_SET' },
  datasets: { one: 'dataset', element: 'DATASET', set: 'DATASETS' },
  sampleGroups: { one: 'sampleGroup', element: 'SAMPLEGROUP', set: 'SAMPLE_GROUP_SET' },
  checklists: { one: 'checklist', element: 'CHECKLIST', set: 'CHECKLIST_SET' },
};

/** The kind that a person's or an error text's word means: `sample`, `Sample`, `samples`. */
export function kindOf(word: string): Kind | XmlKind | undefined {
  const plain = word.toLowerCase();
  return [...KINDS, ...XML_KINDS].find(
    (kind) => kind.toLowerCase() === plain || NAMES[kind].one.toLowerCase() === plain,
  );
}
