/** The object types of ENA, in the order in which a submission creates them. */
export const KINDS = [
  'project',
  'study',
  'sample',
  'experiment',
  'run',
  'analysis',
  'dac',
  'policy',
  'dataset',
] as const;

export type Kind = (typeof KINDS)[number];

export interface KindInfo {
  /** XML element, receipt element, and part name of the drop-box. */
  element: string;
  /** XML element around several; also the root of a drop-box part. */
  set: string;
  /** Key in JSON documents and receipts, and path name of reports; null: XML only. */
  plural: string;
  /** Path name of the drop-box. */
  dropBox: string;
  /** Prefix of the primary accession. */
  prefix: string;
  json: boolean;
}

export const INFO: Readonly<Record<Kind, KindInfo>> = {
  project: info('PROJECT', 'projects', 'PRJEB', true),
  study: info('STUDY', 'studies', 'ERP', true),
  sample: info('SAMPLE', 'samples', 'ERS', true),
  experiment: info('EXPERIMENT', 'experiments', 'ERX', true),
  run: info('RUN', 'runs', 'ERR', true),
  analysis: info('ANALYSIS', 'analyses', 'ERZ', true),
  dac: info('DAC', 'dacs', 'EGAC', false),
  policy: { ...info('POLICY', 'policies', 'EGAP', false), dropBox: 'policys' },
  dataset: { ...info('DATASET', 'datasets', 'EGAD', false), set: 'DATASETS' },
};

function info(element: string, plural: string, prefix: string, json: boolean): KindInfo {
  return { element, set: `${element}_SET`, plural, dropBox: plural, prefix, json };
}

export const kindOfElement = (element: string): Kind | undefined =>
  KINDS.find((kind) => INFO[kind].element === element);
export const kindOfSet = (set: string): Kind | undefined => KINDS.find((kind) => INFO[kind].set === set);
