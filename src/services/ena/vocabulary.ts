/** One platform's instruments. */
const MODELS = {
  ILLUMINA: [
    'HiSeq X Five',
    'HiSeq X Ten',
    'Illumina Genome Analyzer',
    'Illumina Genome Analyzer II',
    'Illumina Genome Analyzer IIx',
    'Illumina HiScanSQ',
    'Illumina HiSeq 1000',
    'Illumina HiSeq 1500',
    'Illumina HiSeq 2000',
    'Illumina HiSeq 2500',
    'Illumina HiSeq 3000',
    'Illumina HiSeq 4000',
    'Illumina HiSeq X',
    'Illumina iSeq 100',
    'Illumina MiSeq',
    'Illumina MiniSeq',
    'Illumina NovaSeq 6000',
    'Illumina NovaSeq X',
    'Illumina NovaSeq X Plus',
    'NextSeq 500',
    'NextSeq 550',
    'NextSeq 1000',
    'NextSeq 2000',
  ],
  OXFORD_NANOPORE: ['MinION', 'GridION', 'PromethION'],
  PACBIO_SMRT: ['PacBio RS', 'PacBio RS II', 'Sequel', 'Sequel II', 'Sequel IIe', 'Revio', 'Onso', 'Vega'],
  ION_TORRENT: [
    'Ion Torrent PGM',
    'Ion Torrent Proton',
    'Ion Torrent S5',
    'Ion Torrent S5 XL',
    'Ion Torrent Genexus',
    'Ion GeneStudio S5',
    'Ion GeneStudio S5 Prime',
    'Ion GeneStudio S5 Plus',
  ],
  BGISEQ: ['BGISEQ-50', 'BGISEQ-500', 'MGISEQ-2000RS'],
  DNBSEQ: ['DNBSEQ-T7', 'DNBSEQ-G400', 'DNBSEQ-G800', 'DNBSEQ-G50', 'DNBSEQ-G400 FAST', 'DNBSEQ-T10x4RS'],
  LS454: ['454 GS', '454 GS 20', '454 GS FLX', '454 GS FLX+', '454 GS FLX Titanium', '454 GS Junior'],
  ABI_SOLID: [
    'AB SOLiD System',
    'AB SOLiD System 2.0',
    'AB SOLiD System 3.0',
    'AB SOLiD 3 Plus System',
    'AB SOLiD 4 System',
    'AB SOLiD 4hq System',
    'AB SOLiD PI System',
    'AB 5500 Genetic Analyzer',
    'AB 5500xl Genetic Analyzer',
    'AB 5500xl-W Genetic Analysis System',
  ],
  HELICOS: ['Helicos HeliScope'],
  COMPLETE_GENOMICS: ['Complete Genomics'],
  CAPILLARY: [
    'AB 3730xL Genetic Analyzer',
    'AB 3730 Genetic Analyzer',
    'AB 3500xL Genetic Analyzer',
    'AB 3500 Genetic Analyzer',
    'AB 3130xL Genetic Analyzer',
    'AB 3130 Genetic Analyzer',
    'AB 310 Genetic Analyzer',
  ],
  ELEMENT: ['Element AVITI'],
  AVITI: ['AVITI 24'],
  ULTIMA: ['UG 100', 'UG 200'],
  VELA_DIAGNOSTICS: ['Sentosa SQ301'],
  GENAPSYS: ['GENIUS', 'Genapsys Sequencer', 'GS111'],
  GENEMIND: ['GenoCare 1600', 'GenoLab M', 'FASTASeq 300'],
  TAPESTRI: ['Tapestri'],
} as const;

const lines = (text: string): readonly string[] => text.split('|').map((word) => word.trim());

/** The words that ENA takes. */
export interface Vocabulary {
  /** The month in which they were read from ENA's schemas. */
  version: string;
  strategies: readonly string[];
  sources: readonly string[];
  selections: readonly string[];
  /** Instruments by platform; `unspecified` is possible besides. */
  platforms: Readonly<Record<string, readonly string[]>>;
  runFileTypes: readonly string[];
  analysisFileTypes: readonly string[];
  readTypes: readonly string[];
  analysisTypes: readonly string[];
  studyTypes: readonly string[];
}

/**
 * The words that ENA takes today. New ones come up: another word is sent as you write it, with a word to `onWarning`,
 * and ENA decides. Case does not matter; it is corrected.
 */
export const vocabulary: Vocabulary = {
  version: '2026-07',
  strategies: lines(
    'WGS|WGA|WXS|RNA-Seq|ssRNA-seq|snRNA-seq|miRNA-Seq|ncRNA-Seq|FL-cDNA|EST|Hi-C|ATAC-seq|WCS|RAD-Seq|CLONE|POOLCLONE|AMPLICON|CLONEEND|FINISHING|ChIP-Seq|MNase-Seq|DNase-Hypersensitivity|Bisulfite-Seq|CTS|MRE-Seq|MeDIP-Seq|MBD-Seq|Tn-Seq|VALIDATION|FAIRE-seq|SELEX|RIP-Seq|ChIA-PET|Synthetic-Long-Read|Targeted-Capture|Tethered Chromatin Conformation Capture|NOMe-Seq|ChM-Seq|GBS|Ribo-Seq|OTHER',
  ),
  sources: lines(
    'GENOMIC|GENOMIC SINGLE CELL|TRANSCRIPTOMIC|TRANSCRIPTOMIC SINGLE CELL|METAGENOMIC|METATRANSCRIPTOMIC|SYNTHETIC|VIRAL RNA|OTHER',
  ),
  selections: lines(
    'RANDOM|PCR|RANDOM PCR|RT-PCR|HMPR|MF|repeat fractionation|size fractionation|MSLL|cDNA|cDNA_randomPriming|cDNA_oligo_dT|PolyA|Oligo-dT|Inverse rRNA|Inverse rRNA selection|ChIP|ChIP-Seq|MNase|DNase|Hybrid Selection|Reduced Representation|Restriction Digest|5-methylcytidine antibody|MBD2 protein methyl-CpG binding domain|CAGE|RACE|MDA|padlock probes capture method|other|unspecified',
  ),
  platforms: MODELS,
  runFileTypes: lines(
    'sra|srf|sff|fastq|fasta|tab|454_native|454_native_seq|454_native_qual|Helicos_native|Illumina_native|Illumina_native_seq|Illumina_native_prb|Illumina_native_int|Illumina_native_qseq|Illumina_native_scarf|SOLiD_native|SOLiD_native_csfasta|SOLiD_native_qual|PacBio_HDF5|bam|cram|CompleteGenomics_native|OxfordNanopore_native',
  ),
  analysisFileTypes: lines(
    'tab|tsv|bam|bai|cram|crai|vcf|vcf_aggregate|bcf|tabix|wig|bed|gff|gff3|gfa|fasta|fastq|flatfile|chromosome_list|sample_list|readme_file|phenotype_file|BioNano_native|Kallisto_native|unlocalised_list|info|manifest|csi|bcf_aggregate|sample_tsv|tax_tsv|other',
  ),
  readTypes: lines('single|paired|cell_barcode|umi_barcode|feature_barcode|sample_barcode|spatial_barcode'),
  analysisTypes: lines(
    'REFERENCE_ALIGNMENT|SEQUENCE_VARIATION|SEQUENCE_ASSEMBLY|SEQUENCE_FLATFILE|SEQUENCE_ANNOTATION|REFERENCE_SEQUENCE|SAMPLE_PHENOTYPE|PROCESSED_READS|GENOME_MAP|AMR_ANTIBIOGRAM|PATHOGEN_ANALYSIS|COVID19_CONSENSUS|COVID19_FILTERED_VCF|PHYLOGENY_ANALYSIS|ASSEMBLY_GRAPH|TRANSCRIPTOME_ASSEMBLY|TAXONOMIC_REFERENCE_SET|ASSEMBLY_ANNOTATION|SEQUENCE_CONSENSUS|FILTERED_VARIATION|TARGETED_SEQUENCE_SET|ENVIRONMENTAL_SEQUENCE_SET',
  ),
  studyTypes: lines(
    'Whole Genome Sequencing|Metagenomics|Transcriptome Analysis|Resequencing|Epigenetics|Synthetic Genomics|Forensic or Paleo-genomics|Gene Regulation Study|Cancer Genomics|Population Genomics|RNASeq|Exome Sequencing|Pooled Clone Sequencing|Transcriptome Sequencing|Other',
  ),
};

/** The word as the list has it, whatever the case; undefined when it is not in there. */
export const inVocabulary = (words: readonly string[], word: string): string | undefined =>
  words.find((known) => known.toLowerCase() === word.toLowerCase());

/** The platform of an instrument: `ILLUMINA` for `Illumina MiSeq`. */
export function platformOf(instrumentModel: string): string | undefined {
  return Object.entries(vocabulary.platforms).find(([, models]) =>
    inVocabulary(models, instrumentModel),
  )?.[0];
}

/** Elements of their own that an analysis type has; in JSON they travel as attributes with these tags. */
export const ANALYSIS_FIELDS: Readonly<Record<string, readonly string[]>> = {
  SEQUENCE_ASSEMBLY: lines(
    'NAME|TYPE|PARTIAL|COVERAGE|PROGRAM|PLATFORM|MIN_GAP_LENGTH|MOL_TYPE|TPA|AUTHORS|ADDRESS',
  ),
  TRANSCRIPTOME_ASSEMBLY: lines('NAME|PROGRAM|PLATFORM|TPA|AUTHORS|ADDRESS|TYPE'),
  SEQUENCE_VARIATION: lines('EXPERIMENT_TYPE|PROGRAM|PLATFORM|IMPUTATION'),
  GENOME_MAP: lines('PROGRAM|PLATFORM|DESCRIPTION'),
  SEQUENCE_FLATFILE: lines('AUTHORS|ADDRESS'),
};

/** Of these, the ones that ENA's schema requires. */
export const ANALYSIS_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  SEQUENCE_ASSEMBLY: lines('NAME|PARTIAL|COVERAGE|PROGRAM|PLATFORM'),
  TRANSCRIPTOME_ASSEMBLY: lines('NAME|PROGRAM|PLATFORM'),
  GENOME_MAP: lines('PROGRAM|PLATFORM'),
};
