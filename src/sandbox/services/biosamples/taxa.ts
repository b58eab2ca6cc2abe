import type { Taxon } from './taxonomy.ts';

function taxon(taxId: number, scientificName: string, commonName?: string, submittable = true): Taxon {
  return { taxId, scientificName, ...(commonName === undefined ? {} : { commonName }), submittable };
}

/** The taxa of every seed that does not bring its own. */
export const DEFAULT_TAXA: readonly Taxon[] = [
  taxon(9606, 'Homo sapiens', 'human'),
  taxon(9940, 'Ovis aries', 'sheep'),
  taxon(1284369, 'stomach metagenome'),
  taxon(10090, 'Mus musculus', 'house mouse'),
  taxon(10116, 'Rattus norvegicus', 'Norway rat'),
  taxon(9913, 'Bos taurus', 'cattle'),
  taxon(9031, 'Gallus gallus', 'chicken'),
  taxon(9823, 'Sus scrofa', 'pig'),
  taxon(9796, 'Equus caballus', 'horse'),
  taxon(9925, 'Capra hircus', 'goat'),
  taxon(3702, 'Arabidopsis thaliana', 'thale cress'),
  taxon(4513, 'Hordeum vulgare', 'barley'),
  taxon(112509, 'Hordeum vulgare subsp. vulgare', 'domesticated barley'),
  taxon(4565, 'Triticum aestivum', 'bread wheat'),
  taxon(4530, 'Oryza sativa', 'Asian cultivated rice'),
  taxon(4577, 'Zea mays', 'maize'),
  taxon(7955, 'Danio rerio', 'zebrafish'),
  taxon(8030, 'Salmo salar', 'Atlantic salmon'),
  taxon(7227, 'Drosophila melanogaster', 'fruit fly'),
  taxon(4932, 'Saccharomyces cerevisiae', "baker's yeast"),
  taxon(562, 'Escherichia coli'),
  taxon(2697049, 'Severe acute respiratory syndrome coronavirus 2'),
  taxon(408170, 'human gut metagenome'),
  taxon(410658, 'soil metagenome'),
  taxon(32644, 'unidentified', undefined, false),
  taxon(2, 'Bacteria', 'eubacteria', false),
  taxon(9605, 'Homo', 'humans', false),
];
