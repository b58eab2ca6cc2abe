const words = (text: string): string[] => text.split('|');

/** Library strategies of the experiment schema. */
export const STRATEGIES = words(
  'WGS|WGA|WXS|RNA-Seq|ssRNA-seq|snRNA-seq|miRNA-Seq|ncRNA-Seq|FL-cDNA|EST|Hi-C|ATAC-seq|WCS|RAD-Seq|CLONE|POOLCLONE|' +
    'AMPLICON|CLONEEND|FINISHING|ChIP-Seq|MNase-Seq|DNase-Hypersensitivity|Bisulfite-Seq|CTS|MRE-Seq|MeDIP-Seq|' +
    'MBD-Seq|Tn-Seq|VALIDATION|FAIRE-seq|SELEX|RIP-Seq|ChIA-PET|Synthetic-Long-Read|Targeted-Capture|' +
    'Tethered Chromatin Conformation Capture|NOMe-Seq|ChM-Seq|GBS|Ribo-Seq|OTHER',
);
export const SOURCES = words(
  'GENOMIC|GENOMIC SINGLE CELL|TRANSCRIPTOMIC|TRANSCRIPTOMIC SINGLE CELL|METAGENOMIC|METATRANSCRIPTOMIC|SYNTHETIC|' +
    'VIRAL RNA|OTHER',
);
export const SELECTIONS = words(
  'RANDOM|PCR|RANDOM PCR|RT-PCR|HMPR|MF|repeat fractionation|size fractionation|MSLL|cDNA|cDNA_randomPriming|' +
    'cDNA_oligo_dT|PolyA|Oligo-dT|Inverse rRNA|Inverse rRNA selection|ChIP|ChIP-Seq|MNase|DNase|Hybrid Selection|' +
    'Reduced Representation|Restriction Digest|5-methylcytidine antibody|MBD2 protein methyl-CpG binding domain|CAGE|' +
    'RACE|MDA|padlock probes capture method|other|unspecified',
);
/** Instrument models by platform; `unspecified` belongs to all but BGISEQ. */
const MODELS: Readonly<Record<string, readonly string[]>> = {
  ILLUMINA: words(
    'HiSeq X Five|HiSeq X Ten|Illumina Genome Analyzer|Illumina Genome Analyzer II|Illumina Genome Analyzer IIx|' +
      'Illumina HiScanSQ|Illumina HiSeq 1000|Illumina HiSeq 1500|Illumina HiSeq 2000|Illumina HiSeq 2500|' +
      'Illumina HiSeq 3000|Illumina HiSeq 4000|Illumina HiSeq X|Illumina iSeq 100|Illumina MiSeq|Illumina MiniSeq|' +
      'Illumina NovaSeq 6000|Illumina NovaSeq X|Illumina NovaSeq X Plus|NextSeq 500|NextSeq 550|NextSeq 1000|NextSeq 2000',
  ),
  OXFORD_NANOPORE: words('MinION|GridION|PromethION'),
  PACBIO_SMRT: words('PacBio RS|PacBio RS II|Sequel|Sequel II|Sequel IIe|Revio|Onso|Vega'),
  ION_TORRENT: words(
    'Ion Torrent PGM|Ion Torrent Proton|Ion Torrent S5|Ion Torrent S5 XL|Ion Torrent Genexus|Ion GeneStudio S5|' +
      'Ion GeneStudio S5 Prime|Ion GeneStudio S5 Plus',
  ),
  BGISEQ: words('BGISEQ-50|BGISEQ-500|MGISEQ-2000RS'),
  DNBSEQ: words('DNBSEQ-T7|DNBSEQ-G400|DNBSEQ-G800|DNBSEQ-G50|DNBSEQ-G400 FAST|DNBSEQ-T10x4RS'),
  LS454: words('454 GS|454 GS 20|454 GS FLX|454 GS FLX+|454 GS FLX Titanium|454 GS Junior'),
  ABI_SOLID: words(
    'AB SOLiD System|AB SOLiD System 2.0|AB SOLiD System 3.0|AB SOLiD 3 Plus System|AB SOLiD 4 System|' +
      'AB SOLiD 4hq System|AB SOLiD PI System|AB 5500 Genetic Analyzer|AB 5500xl Genetic Analyzer|' +
      'AB 5500xl-W Genetic Analysis System',
  ),
  HELICOS: words('Helicos HeliScope'),
  COMPLETE_GENOMICS: words('Complete Genomics'),
  CAPILLARY: words(
    'AB 3730xL Genetic Analyzer|AB 3730 Genetic Analyzer|AB 3500xL Genetic Analyzer|AB 3500 Genetic Analyzer|' +
      'AB 3130xL Genetic Analyzer|AB 3130 Genetic Analyzer|AB 310 Genetic Analyzer',
  ),
  ELEMENT: words('Element AVITI'),
  AVITI: words('AVITI 24'),
  ULTIMA: words('UG 100|UG 200'),
  VELA_DIAGNOSTICS: words('Sentosa SQ301'),
  GENAPSYS: words('GENIUS|Genapsys Sequencer|GS111'),
  GENEMIND: words('GenoCare 1600|GenoLab M|FASTASeq 300'),
  TAPESTRI: words('Tapestri'),
};

const lower = (list: readonly string[]): Set<string> => new Set(list.map((word) => word.toLowerCase()));
const LOWER_MODELS = new Map(
  Object.entries(MODELS).map(([platform, models]) => [
    platform,
    lower(platform === 'BGISEQ' ? models : [...models, 'unspecified']),
  ]),
);

const LOWERED = new WeakMap<readonly string[], Set<string>>();

/** The published lists differ in the case of letters, so case never decides. */
export function isOneOf(list: readonly string[], word: string): boolean {
  const known = LOWERED.get(list) ?? lower(list);
  LOWERED.set(list, known);
  return known.has(word.toLowerCase());
}

export function isModelOf(platform: string, model: string): boolean {
  return LOWER_MODELS.get(platform)?.has(model.toLowerCase()) ?? false;
}

export const isPlatform = (platform: string): boolean => LOWER_MODELS.has(platform);

/** A model implies its platform, unless it is "unspecified". */
export function platformOf(model: string): string | undefined {
  if (model.toLowerCase() === 'unspecified') return undefined;
  return [...LOWER_MODELS].find(([, models]) => models.has(model.toLowerCase()))?.[0];
}

export const RUN_FILE_TYPES = words(
  'sra|srf|sff|fastq|fasta|tab|454_native|454_native_seq|454_native_qual|Helicos_native|Illumina_native|' +
    'Illumina_native_seq|Illumina_native_prb|Illumina_native_int|Illumina_native_qseq|Illumina_native_scarf|' +
    'SOLiD_native|SOLiD_native_csfasta|SOLiD_native_qual|PacBio_HDF5|bam|cram|CompleteGenomics_native|' +
    'OxfordNanopore_native',
);
export const READ_TYPES = words(
  'single|paired|cell_barcode|umi_barcode|feature_barcode|sample_barcode|spatial_barcode',
);
export const ANALYSIS_TYPES = words(
  'REFERENCE_ALIGNMENT|SEQUENCE_VARIATION|SEQUENCE_ASSEMBLY|SEQUENCE_FLATFILE|SEQUENCE_ANNOTATION|REFERENCE_SEQUENCE|' +
    'SAMPLE_PHENOTYPE|PROCESSED_READS|GENOME_MAP|AMR_ANTIBIOGRAM|PATHOGEN_ANALYSIS|COVID19_CONSENSUS|' +
    'COVID19_FILTERED_VCF|PHYLOGENY_ANALYSIS|ASSEMBLY_GRAPH|TRANSCRIPTOME_ASSEMBLY|TAXONOMIC_REFERENCE_SET|' +
    'ASSEMBLY_ANNOTATION|SEQUENCE_CONSENSUS|FILTERED_VARIATION|TARGETED_SEQUENCE_SET|ENVIRONMENTAL_SEQUENCE_SET',
);
export const ANALYSIS_FILE_TYPES = words(
  'tab|tsv|bam|bai|cram|crai|vcf|vcf_aggregate|bcf|tabix|wig|bed|gff|gff3|gfa|fasta|fastq|flatfile|chromosome_list|' +
    'sample_list|readme_file|phenotype_file|BioNano_native|Kallisto_native|unlocalised_list|info|manifest|csi|' +
    'bcf_aggregate|sample_tsv|tax_tsv|other',
);
/** Elements that the schema requires inside the element of an analysis type. */
export const ANALYSIS_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  SEQUENCE_ASSEMBLY: ['NAME', 'PARTIAL', 'COVERAGE', 'PROGRAM', 'PLATFORM'],
  TRANSCRIPTOME_ASSEMBLY: ['NAME', 'PROGRAM', 'PLATFORM'],
  GENOME_MAP: ['PROGRAM', 'PLATFORM'],
};
/** Elements inside the element of an analysis type that hold a word of a list. Those that are not there may be left out. */
export const ANALYSIS_WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  SEQUENCE_ASSEMBLY: {
    TYPE: words(
      'clone or isolate|primary metagenome|binned metagenome|Metagenome-Assembled Genome (MAG)|' +
        'Environmental Single-Cell Amplified Genome (SAG)|COVID-19 outbreak|clinical isolate assembly',
    ),
    MOL_TYPE: words('genomic DNA|genomic RNA|viral cRNA'),
  },
  SEQUENCE_VARIATION: {
    EXPERIMENT_TYPE: words(
      'Whole genome sequencing|Whole transcriptome sequencing|Exome sequencing|Genotyping by array|transcriptomics|' +
        'Curation|Genotyping by sequencing|Target sequencing',
    ),
  },
};
export const STUDY_TYPES = words(
  'Whole Genome Sequencing|Metagenomics|Transcriptome Analysis|Resequencing|Epigenetics|Synthetic Genomics|' +
    'Forensic or Paleo-genomics|Gene Regulation Study|Cancer Genomics|Population Genomics|RNASeq|Exome Sequencing|' +
    'Pooled Clone Sequencing|Transcriptome Sequencing|Other',
);

/** Which files make up a run: how many (`1` exactly, or at least 1) of which one type. */
export const RUN_GROUPS: readonly { type: string; many: boolean }[] = [
  { type: 'fastq', many: true },
  { type: 'bam', many: false },
  { type: 'cram', many: false },
  { type: 'sff', many: false },
  { type: 'srf', many: false },
  { type: 'OxfordNanopore_native', many: false },
  { type: 'PacBio_HDF5', many: true },
  { type: 'CompleteGenomics_native', many: true },
];
