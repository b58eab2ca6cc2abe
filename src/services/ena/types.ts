import type { Action } from './action-types.ts';

/** A free field: `{ tag: 'collection date', value: '2010-01-20' }`. For samples the tag is the label of a checklist's field. */
export interface EnaAttribute {
  tag: string;
  value?: string | number;
  /** `DD`, `mg`, … as the checklist has it. */
  unit?: string;
}

/** A record or page elsewhere: either `xrefLink` or `urlLink`. */
export interface EnaLink {
  /** A record of another database: `{ db: 'PUBMED', id: '25035323' }`. `label` goes only as XML. */
  xrefLink?: { db: string; id: string | number; label?: string };
  urlLink?: { label: string; url: string };
}

/** Another object: by alias within the document or the account, by accession everywhere. */
export interface Reference {
  accession?: string;
  alias?: string;
}

/** Something that ENA keeps of an object and this library has no field for. Read from XML, and sent back as it was. */
export interface OtherXml {
  /** The element it lies in, from the object on: `DESIGN/LIBRARY_DESCRIPTOR`; empty for the object itself. */
  in: string;
  /** The element before it. */
  after?: string;
  /** The element as text; or of an attribute its value. */
  xml: string;
  /** Name of the attribute, when it is one. */
  attribute?: string;
}

/** What all objects have. */
export interface EnaObject {
  /** Your name for it. Unique in the account for its kind, for ever; with it a repeated submission is recognised. */
  alias?: string;
  /** Given by ENA; leave it out of what is new. */
  accession?: string;
  /** Who produced it. Only brokers set it (and must); for others ENA takes it from the account. */
  centerName?: string;
  /** Set by ENA for broker accounts. */
  brokerName?: string;
  title?: string;
  attributes?: EnaAttribute[];
  links?: EnaLink[];
  /** Set by ENA. */
  identifiers?: {
    externalAccessions?: { db?: string; id: string }[];
    secondaryAccessions?: string[];
  } | null;
  /** Set by reading; see {@link OtherXml}. */
  otherXml?: OtherXml[];
}

/** Organism of a sample or a project. */
export interface Organism {
  /** NCBI taxon. It must be one that can be submitted. */
  taxonId: string | number;
  scientificName?: string;
  commonName?: string;
}

/** A study as ENA prefers it today. Gets a `PRJEB…` and an `ERP…` accession. */
export interface Project extends EnaObject {
  /** Short name. */
  name?: string;
  /** 20 to 250 characters. */
  title: string;
  /** 20 to 4000 characters. */
  description: string;
  /** What makes it an ordinary study; `{}` when there are no locus tags. Default, unless it is an `adminProject`. */
  sequencingProject?: { locusTagPrefixes?: string[] };
  /** `{}` makes it an umbrella that holds other projects. */
  adminProject?: Record<string, never>;
  /** Other projects, by accession only. `peerProject` goes only as XML. */
  relationships?: ProjectRelationship[];
  /** Goes only as XML. */
  organism?: Organism & { strain?: string; breed?: string; cultivar?: string; isolate?: string };
  /** Goes only as XML. */
  collaborators?: string[];
}

export interface ProjectRelationship {
  childProject?: { accession: string };
  parentProject?: { accession: string };
  peerProject?: { accession: string };
}

/** A study in its old form; new ones are better described as {@link Project}. */
export interface Study extends EnaObject {
  title: string;
  description?: string;
  /** `Metagenomics`, `Other`, … Another than `Other` goes only as XML. */
  studyType?: string;
  /** Goes only as XML. */
  abstract?: string;
}

export interface EnaSample extends EnaObject {
  organism: Organism;
  description?: string;
}

/** How a library was made. */
export interface LibraryDescriptor {
  libraryName?: string;
  /** `WGS`, `RNA-Seq`, `AMPLICON`, …: see `vocabulary.strategies`. */
  libraryStrategy: string;
  /** `GENOMIC`, `METAGENOMIC`, …: see `vocabulary.sources`. */
  librarySource: string;
  /** `RANDOM`, `PCR`, …: see `vocabulary.selections`. */
  librarySelection: string;
  libraryLayout: 'SINGLE' | 'PAIRED' | (string & {});
  /** Bases between the reads of a pair. Goes only as XML. */
  nominalLength?: number;
  /** Standard deviation of `nominalLength`, in bases. Goes only as XML. */
  nominalSdev?: number;
  /** Goes only as XML. */
  poolingStrategy?: string;
  /** Goes only as XML. */
  libraryConstructionProtocol?: string;
}

export interface Experiment extends EnaObject {
  study: Reference;
  /** One, or more when the library is a pool of several; more than one go only as XML. */
  samples: Reference[];
  /** May be empty. */
  designDescription?: string;
  libraryDescriptor: LibraryDescriptor;
  /** `ILLUMINA`, `OXFORD_NANOPORE`, … Found by the model when left out. */
  instrumentPlatform?: string;
  /** `Illumina MiSeq`, …: see `vocabulary.platforms`. */
  instrumentModel: string;
}

/** A file that lies in the upload area of the account already. */
export interface EnaFile {
  /** Its path in the upload area: `dir/r1.fastq.gz`. */
  fileName: string;
  /** `fastq`, `bam`, `cram`, `vcf`, …: see `vocabulary.runFileTypes` and `vocabulary.analysisFileTypes`. */
  fileType: string;
  /** Of the file as it was uploaded (of the `.gz`, not of its content), in lower case. */
  checksum: string;
  /** Default `MD5`. `SHA-256` for runs only. */
  checksumMethod?: string;
  /** Of runs with more than two fastq files every file needs it: `['paired']`, `['cell_barcode']`, … */
  readType?: string[];
  /** Goes only as XML. */
  readLabel?: string[];
  /** Goes only as XML. */
  unencryptedChecksum?: string;
  /** Goes only as XML. */
  qualityScoringSystem?: string;
  /** Goes only as XML. */
  qualityEncoding?: string;
  /** Goes only as XML. */
  asciiOffset?: string;
}

export interface Run extends EnaObject {
  experiment: Reference;
  instrumentPlatform?: string;
  instrumentModel?: string;
  files: EnaFile[];
}

export interface Analysis extends EnaObject {
  title: string;
  description?: string;
  study: Reference;
  samples?: Reference[];
  experiments?: Reference[];
  runs?: Reference[];
  analyses?: Reference[];
  /** `SEQUENCE_VARIATION`, `SEQUENCE_ASSEMBLY`, …: see `vocabulary.analysisTypes`. */
  analysisType: string;
  /** References: `[{ assembly: { accession: 'GCA_000001.1' } }]`. */
  assemblies?: { assembly: Reference }[];
  sequences?: { accession: string; label?: string }[];
  files: EnaFile[];
  /** Fields of the type itself are attributes with upper-case tags: `{ tag: 'PROGRAM', value: 'samtools' }`. */
  attributes?: EnaAttribute[];
}

/** The envelope of a document: what is to be done. */
export interface Submission
  extends Pick<
    EnaObject,
    'alias' | 'accession' | 'centerName' | 'title' | 'attributes' | 'links' | 'identifiers' | 'otherXml'
  > {
  /** Default: ADD. */
  actions?: Action[];
  labName?: string;
  /** Goes only as XML. */
  comment?: string;
  /** Who is told, as addresses: `mailto:a@b.example`. Goes only as XML. */
  contacts?: { name?: string; informOnStatus?: string; informOnError?: string }[];
}

/** What is submitted in one piece: all of it is stored, or nothing. */
export interface EnaDocument {
  submission?: Submission;
  projects?: Project[];
  studies?: Study[];
  samples?: EnaSample[];
  experiments?: Experiment[];
  runs?: Run[];
  analyses?: Analysis[];
  /** Sets that exist in XML only, as text: `<DAC_SET>…</DAC_SET>`, `<POLICY_SET>…`, `<DATASETS>…`. */
  xml?: string[];
}

/** The object of each kind. */
export interface ObjectOf {
  projects: Project;
  studies: Study;
  samples: EnaSample;
  experiments: Experiment;
  runs: Run;
  analyses: Analysis;
}
