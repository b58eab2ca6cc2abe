import { zipSync } from 'fflate';

const OBI = 'http://purl.obolibrary.org/obo/OBI_0000626';
const publication = (who: string) => [
  `${who} PubMed ID`,
  `${who} Publication DOI`,
  `${who} Publication Author List`,
  `${who} Publication Title`,
  `${who} Publication Status`,
  `${who} Publication Status Term Accession Number`,
  `${who} Publication Status Term Source REF`,
];
const person = (who: string) =>
  [
    'Last Name',
    'First Name',
    'Mid Initials',
    'Email',
    'Phone',
    'Fax',
    'Address',
    'Affiliation',
    'Roles',
    'Roles Term Accession Number',
    'Roles Term Source REF',
  ].map((field) => `${who} Person ${field}`);

export interface SheetOptions {
  /** Names of assays; their files are `a_<name>.txt`. */
  assays?: string[];
  measurement?: string;
  study?: string;
  title?: string;
  /** Rows of every assay table. */
  rows?: string[];
  /** Header of every assay table. */
  header?: string;
}

/** A sheet of one study that the server's parser takes. */
export function sheetFiles(options: SheetOptions = {}): Record<string, string> {
  const {
    assays = ['alpine'],
    measurement = 'exome sequencing',
    study = 'altitude',
    title = 'High Valley',
  } = options;
  const header = options.header ?? 'Sample Name\tProtocol REF\tLibrary Name\tRaw Data File';
  const rows = options.rows ?? ['goat-1-N1\tlibrary construction\tgoat-1-N1-L1\treads.fastq.gz'];
  const each = (value: string) => assays.map(() => value).join('\t');
  const investigation = [
    'ONTOLOGY SOURCE REFERENCE',
    'Term Source Name\tOBI',
    'Term Source File\thttp://purl.obolibrary.org/obo/obi.owl',
    'Term Source Version\t1',
    'Term Source Description\tInvestigations',
    'INVESTIGATION',
    'Investigation Identifier\tvalley',
    `Investigation Title\t${title}`,
    'Investigation Description',
    'Investigation Submission Date\t',
    'Investigation Public Release Date\t',
    'Comment[Field Season]\tspring',
    'INVESTIGATION PUBLICATIONS',
    ...publication('Investigation'),
    'INVESTIGATION CONTACTS',
    ...person('Investigation'),
    'STUDY',
    `Study Identifier\t${study}`,
    'Study Title\tGoats Up High',
    'Study Description\t"a ""tall"" tale"',
    'Study Submission Date\t',
    'Study Public Release Date\t',
    `Study File Name\ts_${study}.txt`,
    'STUDY DESIGN DESCRIPTORS',
    'Study Design Type',
    'Study Design Type Term Accession Number',
    'Study Design Type Term Source REF',
    'STUDY PUBLICATIONS',
    ...publication('Study'),
    'STUDY FACTORS',
    'Study Factor Name',
    'Study Factor Type',
    'Study Factor Type Term Accession Number',
    'Study Factor Type Term Source REF',
    'STUDY ASSAYS',
    `Study Assay File Name\t${assays.map((name) => `a_${name}.txt`).join('\t')}`,
    `Study Assay Measurement Type\t${each(measurement)}`,
    `Study Assay Measurement Type Term Accession Number\t${each('')}`,
    `Study Assay Measurement Type Term Source REF\t${each('')}`,
    `Study Assay Technology Type\t${each('nucleotide sequencing')}`,
    `Study Assay Technology Type Term Accession Number\t${each(OBI)}`,
    `Study Assay Technology Type Term Source REF\t${each('OBI')}`,
    `Study Assay Technology Platform\t${each('Illumina')}`,
    'STUDY PROTOCOLS',
    'Study Protocol Name\tsample collection\tlibrary construction',
    ...[
      'Type',
      'Type Term Accession Number',
      'Type Term Source REF',
      'Description',
      'URI',
      'Version',
      'Parameters Name',
      'Parameters Name Term Accession Number',
      'Parameters Name Term Source REF',
      'Components Name',
      'Components Type',
      'Components Type Term Accession Number',
      'Components Type Term Source REF',
    ].map((field) => `Study Protocol ${field}\t\t`),
    'STUDY CONTACTS',
    ...person('Study'),
    '',
  ];
  return {
    'i_valley.txt': investigation.join('\n'),
    [`s_${study}.txt`]: 'Source Name\tProtocol REF\tSample Name\ngoat-1\tsample collection\tgoat-1-N1\n',
    ...Object.fromEntries(assays.map((name) => [`a_${name}.txt`, [header, ...rows, ''].join('\n')])),
  };
}

/** The same as an archive with a directory. */
export function sheetZip(files: Record<string, string> = sheetFiles(), directory = 'Valley'): Buffer {
  const entries = Object.entries(files).map(
    ([name, text]) => [`${directory}/${name}`, Buffer.from(text)] as const,
  );
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}
