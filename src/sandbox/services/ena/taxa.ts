import type { Taxon } from '../biosamples/taxonomy.ts';

/** What the table of taxa leaves out: rank, division, lineage, genetic code and that of mitochondria. */
type Details = readonly [
  rank: string,
  division: string,
  lineage: string,
  code: string,
  mitochondrial: string,
];

const EUKARYOTE = 'Eukaryota; ';
const CHORDATE = `${EUKARYOTE}Metazoa; Chordata; Craniata; Vertebrata; Euteleostomi; `;
const MAMMAL = `${CHORDATE}Mammalia; Eutheria; `;
const PLANT = `${EUKARYOTE}Viridiplantae; Streptophyta; Embryophyta; Tracheophyta; Spermatophyta; Magnoliopsida; `;

const DETAILS: Readonly<Record<number, Details>> = {
  9606: [
    'species',
    'HUM',
    `${MAMMAL}Euarchontoglires; Primates; Haplorrhini; Catarrhini; Hominidae; Homo; `,
    '1',
    '2',
  ],
  9605: [
    'genus',
    'HUM',
    `${MAMMAL}Euarchontoglires; Primates; Haplorrhini; Catarrhini; Hominidae; `,
    '1',
    '2',
  ],
  9940: [
    'species',
    'MAM',
    `${MAMMAL}Laurasiatheria; Artiodactyla; Ruminantia; Bovidae; Caprinae; Ovis; `,
    '1',
    '2',
  ],
  9925: [
    'species',
    'MAM',
    `${MAMMAL}Laurasiatheria; Artiodactyla; Ruminantia; Bovidae; Caprinae; Capra; `,
    '1',
    '2',
  ],
  9913: [
    'species',
    'MAM',
    `${MAMMAL}Laurasiatheria; Artiodactyla; Ruminantia; Bovidae; Bovinae; Bos; `,
    '1',
    '2',
  ],
  9823: ['species', 'MAM', `${MAMMAL}Laurasiatheria; Artiodactyla; Suina; Suidae; Sus; `, '1', '2'],
  9796: ['species', 'MAM', `${MAMMAL}Laurasiatheria; Perissodactyla; Equidae; Equus; `, '1', '2'],
  10090: [
    'species',
    'MUS',
    `${MAMMAL}Euarchontoglires; Glires; Rodentia; Myomorpha; Muridae; Murinae; Mus; Mus; `,
    '1',
    '2',
  ],
  10116: [
    'species',
    'ROD',
    `${MAMMAL}Euarchontoglires; Glires; Rodentia; Myomorpha; Muridae; Murinae; Rattus; `,
    '1',
    '2',
  ],
  9031: [
    'species',
    'VRT',
    `${CHORDATE}Archelosauria; Archosauria; Aves; Galliformes; Phasianidae; Gallus; `,
    '1',
    '2',
  ],
  7955: [
    'species',
    'VRT',
    `${CHORDATE}Actinopterygii; Teleostei; Cypriniformes; Danionidae; Danio; `,
    '1',
    '2',
  ],
  8030: [
    'species',
    'VRT',
    `${CHORDATE}Actinopterygii; Teleostei; Salmoniformes; Salmonidae; Salmo; `,
    '1',
    '2',
  ],
  7227: [
    'species',
    'INV',
    `${EUKARYOTE}Metazoa; Arthropoda; Hexapoda; Insecta; Diptera; Drosophilidae; Drosophila; `,
    '1',
    '5',
  ],
  3702: ['species', 'PLN', `${PLANT}eudicotyledons; Brassicales; Brassicaceae; Arabidopsis; `, '1', '1'],
  4513: ['species', 'PLN', `${PLANT}Liliopsida; Poales; Poaceae; Triticeae; Hordeum; `, '1', '1'],
  112509: [
    'subspecies',
    'PLN',
    `${PLANT}Liliopsida; Poales; Poaceae; Triticeae; Hordeum; Hordeum vulgare; `,
    '1',
    '1',
  ],
  4565: ['species', 'PLN', `${PLANT}Liliopsida; Poales; Poaceae; Triticeae; Triticum; `, '1', '1'],
  4530: ['species', 'PLN', `${PLANT}Liliopsida; Poales; Poaceae; Oryzeae; Oryza; `, '1', '1'],
  4577: ['species', 'PLN', `${PLANT}Liliopsida; Poales; Poaceae; Andropogoneae; Zea; `, '1', '1'],
  4932: [
    'species',
    'FUN',
    `${EUKARYOTE}Fungi; Dikarya; Ascomycota; Saccharomycetes; Saccharomycetaceae; Saccharomyces; `,
    '1',
    '3',
  ],
  562: [
    'species',
    'PRO',
    'Bacteria; Pseudomonadota; Gammaproteobacteria; Enterobacterales; Enterobacteriaceae; Escherichia; ',
    '11',
    '0',
  ],
  2: ['superkingdom', 'PRO', '', '11', '0'],
  2697049: [
    'no rank',
    'VRL',
    'Viruses; Riboviria; Nidovirales; Coronaviridae; Betacoronavirus; Sarbecovirus; ',
    '1',
    '0',
  ],
  1284369: ['species', 'ENV', 'unclassified sequences; metagenomes; organismal metagenomes; ', '11', '2'],
  408170: ['species', 'ENV', 'unclassified sequences; metagenomes; organismal metagenomes; ', '11', '2'],
  410658: ['species', 'ENV', 'unclassified sequences; metagenomes; ecological metagenomes; ', '11', '2'],
  32644: ['species', 'UNC', 'unclassified sequences; ', '1', '2'],
};

/** A taxon as the taxonomy service shows it: every value a text, the truth values too. */
export function taxonObject({
  taxId,
  scientificName,
  commonName,
  submittable,
}: Taxon): Record<string, string> {
  const [rank, division, lineage, geneticCode, mitochondrialGeneticCode] =
    DETAILS[taxId] ?? (['species', 'UNC', '', '1', '2'] as const);
  return {
    taxId: String(taxId),
    scientificName,
    ...(commonName === undefined ? {} : { commonName }),
    formalName: String(rank === 'species' && division !== 'ENV' && division !== 'UNC'),
    rank,
    division,
    lineage,
    geneticCode,
    mitochondrialGeneticCode,
    submittable: String(submittable),
  };
}

/** The names above a taxon, its own included. */
export function lineageOf(taxon: Taxon): string[] {
  const { lineage = '' } = taxonObject(taxon);
  return [...lineage.split('; '), taxon.scientificName].filter((name) => name !== '');
}
