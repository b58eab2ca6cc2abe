import { type Attribute, firstOf } from './model.ts';

/** A taxon the sandbox knows. */
export interface Taxon {
  taxId: number;
  scientificName: string;
  commonName?: string;
  /** Whether samples may name it as their organism. */
  submittable: boolean;
}

export class Taxonomy {
  readonly #byId = new Map<number, Taxon>();
  readonly #byName = new Map<string, Taxon>();

  constructor(taxa: readonly Taxon[]) {
    for (const taxon of taxa) {
      this.#byId.set(taxon.taxId, taxon);
      this.#byName.set(taxon.scientificName.toLowerCase(), taxon);
    }
  }

  list(): Taxon[] {
    return structuredClone([...this.#byId.values()]);
  }

  /** Asks by id; when the id is zero, absent or unknown, by the first organism or species. */
  resolve(taxId: number | undefined, attributes: readonly Attribute[]): Taxon | undefined {
    const name = firstOf(attributes, ['organism', 'species'])?.value;
    const taxon =
      (taxId ? this.#byId.get(taxId) : undefined) ??
      (name === undefined ? undefined : this.#byName.get(name.toLowerCase()));
    return taxon?.submittable ? taxon : undefined;
  }
}
