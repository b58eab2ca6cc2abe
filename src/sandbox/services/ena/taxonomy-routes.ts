import { json } from '../../answer.ts';
import type { Call, Route } from '../../routes.ts';
import type { Taxon } from '../biosamples/taxonomy.ts';
import type { EnaArchive } from './archive.ts';
import { refuse } from './rules.ts';
import { taxonObject } from './taxa.ts';

export const TAXONOMY = '/ena/taxonomy/rest';
const MOST_SUGGESTIONS = 10;

/** The taxonomy service, over the sandbox's own table of taxa. Nobody needs an account for it. */
export function taxonomyRoutes({ taxonomy }: EnaArchive): Route[] {
  const route = (operation: string, path: string, handle: Route['handle']): Route => ({
    service: 'ena',
    operation: `ena.taxonomy.${operation}`,
    method: 'GET',
    pattern: `${TAXONOMY}/${path}`,
    handle,
  });
  const asked = (call: Call) => (call.params.text ?? '').trim().toLowerCase();
  const named = (names: (taxon: Taxon) => (string | undefined)[]) => (call: Call) => {
    const found = taxonomy
      .list()
      .filter((taxon) => names(taxon).some((name) => name?.toLowerCase() === asked(call)));
    if (found.length === 0) throw refuse('taxonomy.no-results');
    return json(found.map(taxonObject));
  };
  return [
    route('get', 'tax-id/:text', (call) => {
      const found = taxonomy.list().find(({ taxId }) => String(taxId) === asked(call));
      if (!found) throw refuse('taxonomy.unknown');
      return json(taxonObject(found));
    }),
    route(
      'findByName',
      'scientific-name/:text',
      named(({ scientificName }) => [scientificName]),
    ),
    route(
      'findByAnyName',
      'any-name/:text',
      named(({ scientificName, commonName }) => [scientificName, commonName]),
    ),
    route('suggest', 'suggest-for-submission/:text', (call) => {
      const fits = ({ scientificName, commonName = '', submittable }: Taxon) =>
        submittable &&
        [scientificName, commonName].some((name) => name.toLowerCase().startsWith(asked(call)));
      const found = taxonomy.list().filter(fits).slice(0, MOST_SUGGESTIONS);
      return json(
        found.map(({ taxId, scientificName, commonName }) => ({
          taxId: String(taxId),
          scientificName,
          displayName: commonName === undefined ? scientificName : `${scientificName} (${commonName})`,
        })),
      );
    }),
  ];
}
