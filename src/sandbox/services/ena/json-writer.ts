import type { EnaArchive } from './archive.ts';
import { INFO, type Kind } from './kinds.ts';
import type { StoredObject } from './model.ts';
import { objectXml } from './render.ts';
import { child, children, textAt, type XmlElement } from './xml.ts';

type Json = Record<string, unknown>;

/** A stored object in the JSON form of version 2, which knows less than the XML form. */
export function writeJson(archive: EnaArchive, object: StoredObject): Json {
  const element = objectXml(archive, object);
  const { element: name } = INFO[object.kind];
  return present({
    alias: object.alias,
    accession: object.accession,
    centerName: object.center,
    identifiers: identifiers(object),
    ...OWN[object.kind]?.(element),
    attributes: attributes(element, name),
    links: links(element, name),
  });
}

function present(item: Json): Json {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

function identifiers({ kind, secondary }: StoredObject): Json | undefined {
  if (secondary === undefined) return undefined;
  return kind === 'sample'
    ? { externalAccessions: [{ db: 'BioSample', id: secondary }] }
    : { secondaryAccessions: [secondary] };
}

const OWN: Readonly<Partial<Record<Kind, (element: XmlElement) => Json>>> = {
  project: (element) => {
    const sequencing = child(element, 'SUBMISSION_PROJECT', 'SEQUENCING_PROJECT');
    const prefixes = children(sequencing, 'LOCUS_TAG_PREFIX').map(({ text }) => text);
    return {
      name: textAt(element, 'NAME'),
      title: textAt(element, 'TITLE'),
      description: textAt(element, 'DESCRIPTION'),
      sequencingProject: sequencing && (prefixes.length > 0 ? { locusTagPrefixes: prefixes } : {}),
      adminProject: child(element, 'UMBRELLA_PROJECT') && {},
      relationships: children(child(element, 'RELATED_PROJECTS'), 'RELATED_PROJECT').flatMap(related),
    };
  },
  study: (element) => ({
    title: textAt(element, 'DESCRIPTOR', 'STUDY_TITLE'),
    description:
      textAt(element, 'DESCRIPTOR', 'STUDY_DESCRIPTION') ?? textAt(element, 'DESCRIPTOR', 'STUDY_ABSTRACT'),
  }),
  sample: (element) => ({
    title: textAt(element, 'TITLE'),
    description: textAt(element, 'DESCRIPTION'),
    organism: present({
      taxonId: textAt(element, 'SAMPLE_NAME', 'TAXON_ID'),
      scientificName: textAt(element, 'SAMPLE_NAME', 'SCIENTIFIC_NAME'),
      commonName: textAt(element, 'SAMPLE_NAME', 'COMMON_NAME'),
    }),
  }),
  experiment: (element) => {
    const library = child(element, 'DESIGN', 'LIBRARY_DESCRIPTOR');
    return {
      title: textAt(element, 'TITLE'),
      study: reference(child(element, 'STUDY_REF')),
      samples: children(child(element, 'DESIGN'), 'SAMPLE_DESCRIPTOR').map(reference),
      designDescription: textAt(element, 'DESIGN', 'DESIGN_DESCRIPTION'),
      libraryDescriptor: present({
        libraryName: textAt(library, 'LIBRARY_NAME'),
        libraryStrategy: textAt(library, 'LIBRARY_STRATEGY'),
        librarySource: textAt(library, 'LIBRARY_SOURCE'),
        librarySelection: textAt(library, 'LIBRARY_SELECTION'),
        libraryLayout: child(library, 'LIBRARY_LAYOUT')?.children[0]?.name,
      }),
      ...platform(element),
    };
  },
  run: (element) => ({
    title: textAt(element, 'TITLE'),
    experiment: reference(child(element, 'EXPERIMENT_REF')),
    ...platform(element),
    files: files(child(element, 'DATA_BLOCK')),
  }),
  analysis: (element) => ({
    title: textAt(element, 'TITLE'),
    description: textAt(element, 'DESCRIPTION'),
    study: reference(child(element, 'STUDY_REF')),
    samples: children(element, 'SAMPLE_REF').map(reference),
    experiments: children(element, 'EXPERIMENT_REF').map(reference),
    runs: children(element, 'RUN_REF').map(reference),
    analyses: children(element, 'ANALYSIS_REF').map(reference),
    analysisType: child(element, 'ANALYSIS_TYPE')?.children[0]?.name,
    files: files(element),
  }),
};

function related(item: XmlElement): Json[] {
  const [kind] = item.children;
  if (kind?.name !== 'CHILD_PROJECT' && kind?.name !== 'PARENT_PROJECT') return [];
  const key = kind.name === 'CHILD_PROJECT' ? 'childProject' : 'parentProject';
  return [{ [key]: { accession: kind.attributes.accession } }];
}

function reference(element: XmlElement | undefined): Json | undefined {
  if (!element) return undefined;
  return present({ accession: element.attributes.accession, alias: element.attributes.refname });
}

function platform(element: XmlElement): Json {
  const found = child(element, 'PLATFORM')?.children[0];
  return { instrumentPlatform: found?.name, instrumentModel: textAt(found, 'INSTRUMENT_MODEL') };
}

function files(block: XmlElement | undefined): Json[] {
  return children(child(block, 'FILES'), 'FILE').map((file) =>
    present({
      fileName: file.attributes.filename,
      fileType: file.attributes.filetype,
      checksumMethod: file.attributes.checksum_method,
      checksum: file.attributes.checksum,
      readType: children(file, 'READ_TYPE').map(({ text }) => text),
    }),
  );
}

function attributes(element: XmlElement, name: string): Json[] {
  return children(child(element, `${name}_ATTRIBUTES`), `${name}_ATTRIBUTE`).map((item) =>
    present({ tag: textAt(item, 'TAG'), value: textAt(item, 'VALUE'), unit: textAt(item, 'UNITS') }),
  );
}

function links(element: XmlElement, name: string): Json[] {
  return children(child(element, `${name}_LINKS`), `${name}_LINK`).flatMap((item): Json[] => {
    const url = child(item, 'URL_LINK');
    if (url) return [{ urlLink: present({ label: textAt(url, 'LABEL'), url: textAt(url, 'URL') }) }];
    const xref = child(item, 'XREF_LINK');
    return xref ? [{ xrefLink: present({ db: textAt(xref, 'DB'), id: textAt(xref, 'ID') }) }] : [];
  });
}
