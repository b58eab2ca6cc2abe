import { V1 } from './links.ts';
import { derivedTaxId, firstOf, type StoredSample } from './model.ts';

/** A Bioschemas DataRecord, the JSON-LD form of a sample. */
export function dataRecord(origin: string, sample: StoredSample): unknown {
  const { accession } = sample;
  const url = `${origin}${V1}/samples/${accession}`;
  return {
    '@context': 'http://schema.org',
    '@type': 'DataRecord',
    '@id': url,
    identifier: `biosample:${accession}`,
    dateCreated: sample.create,
    dateModified: sample.update,
    isPartOf: { '@type': 'Dataset', '@id': `${origin}${V1}/samples` },
    mainEntity: {
      '@type': ['BioChemEntity', 'Sample'],
      '@id': url,
      identifier: [`biosample:${accession}`],
      name: sample.name,
      url,
      additionalProperty: sample.attributes.map(({ type, value, iri, unit }) => ({
        '@type': 'PropertyValue',
        name: type,
        value,
        ...(unit === undefined ? {} : { unitText: unit }),
        ...(iri.length === 0
          ? {}
          : { valueReference: iri.map((id) => ({ '@type': 'DefinedTerm', '@id': id })) }),
      })),
      ...(sample.externalReferences.length === 0
        ? {}
        : { sameAs: sample.externalReferences.map(({ url }) => url) }),
    },
  };
}

/** The phenopacket form of a sample; only what every sample has is translated. */
export function phenopacket(sample: StoredSample): unknown {
  const individual = `${sample.accession}-individual`;
  const organism = firstOf(sample.attributes, ['organism', 'species'])?.value;
  const taxId = sample.taxId ?? derivedTaxId(sample.attributes);
  const taxonomy = {
    ...(taxId === undefined ? {} : { id: `NCBITaxon:${taxId}` }),
    ...(organism === undefined ? {} : { label: organism }),
  };
  const description = firstOf(sample.attributes, ['description'])?.value ?? sample.name;
  return {
    subject: { id: individual, taxonomy },
    biosamples: [{ id: sample.accession, description, individualId: individual, taxonomy }],
    metaData: {
      created: sample.create,
      createdBy: 'Biosamples phenopacket exporter',
      resources: [
        {
          id: 'ncbitaxon',
          name: 'NCBI organismal classification',
          namespacePrefix: 'NCBITaxon',
          url: 'http://purl.obolibrary.org/obo/ncbitaxon.owl',
        },
      ],
    },
  };
}
