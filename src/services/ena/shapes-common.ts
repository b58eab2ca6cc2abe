import { element, leaf, type XmlElement } from '../../core/xml.ts';
import {
  attribute,
  type Fields,
  group,
  isGiven,
  list,
  nested,
  type Part,
  takeChildren,
  text,
  texts,
} from './shape.ts';

export const common: readonly Part[] = [
  attribute('alias', 'alias'),
  attribute('accession', 'accession'),
  attribute('centerName', 'center_name'),
  attribute('brokerName', 'broker_name'),
];

export const identifiers: Part = {
  ...nested('identifiers', 'IDENTIFIERS', []),
  take(from, to, at) {
    nested('identifiers', 'IDENTIFIERS', [
      texts('secondaryAccessions', 'SECONDARY_ID'),
      {
        take(inner, found) {
          const ids = takeChildren(inner, 'EXTERNAL_ID');
          if (ids.length > 0) {
            found.externalAccessions = ids.map(({ attributes: { namespace }, text: id }) => ({
              ...(namespace !== undefined && { db: namespace }),
              id: id.trim(),
            }));
          }
        },
        give() {},
      },
    ]).take(from, to, at);
  },
  give(from, to, at) {
    nested('identifiers', 'IDENTIFIERS', [
      texts('secondaryAccessions', 'SECONDARY_ID'),
      {
        take() {},
        give(inner, made) {
          for (const { db, id } of (inner.externalAccessions as { db?: string; id: string }[] | undefined) ??
            [])
            made.children.push(leaf('EXTERNAL_ID', id, db === undefined ? {} : { namespace: db }));
        },
      },
    ]).give(from, to, at);
  },
};

/** `PROJECT_ATTRIBUTES/PROJECT_ATTRIBUTE` and its siblings. */
export const attributesOf = (kind: string): Part =>
  list('attributes', `${kind}_ATTRIBUTES`, `${kind}_ATTRIBUTE`, [
    text('tag', 'TAG'),
    text('value', 'VALUE'),
    text('unit', 'UNITS'),
  ]);

/** `PROJECT_LINKS/PROJECT_LINK` and its siblings. Links of other kinds are kept as they are. */
export const linksOf = (kind: string): Part => {
  const links = list('links', `${kind}_LINKS`, `${kind}_LINK`, [
    nested('xrefLink', 'XREF_LINK', [text('db', 'DB'), text('id', 'ID'), text('label', 'LABEL')]),
    nested('urlLink', 'URL_LINK', [text('label', 'LABEL'), text('url', 'URL')]),
  ]);
  return links;
};

const referenceParts: readonly Part[] = [attribute('accession', 'accession'), attribute('alias', 'refname')];

/** A reference to one object: `accession` or `refname`. */
export const reference = (field: string, name: string): Part => nested(field, name, referenceParts);
export const references = (field: string, name: string): Part => list(field, undefined, name, referenceParts);

/** `PLATFORM/<name>/INSTRUMENT_MODEL`. */
export const platform: Part = {
  take(from, to) {
    const index = from.children.findIndex(
      ({ name, children }) =>
        name === 'PLATFORM' && children.length === 1 && children[0]?.children.length === 1,
    );
    const [kind] = from.children[index]?.children ?? [];
    const [model] = kind?.children ?? [];
    if (!kind || model?.name !== 'INSTRUMENT_MODEL') return;
    from.children.splice(index, 1);
    to.instrumentPlatform = kind.name;
    to.instrumentModel = model.text.trim();
  },
  give(from, to) {
    if (!isGiven(from.instrumentPlatform)) return;
    const model = leaf('INSTRUMENT_MODEL', String(from.instrumentModel ?? 'unspecified'));
    to.children.push(element('PLATFORM', [element(String(from.instrumentPlatform), [model])]));
  },
};

const fileParts: readonly Part[] = [
  attribute('fileName', 'filename'),
  attribute('fileType', 'filetype'),
  attribute('checksumMethod', 'checksum_method'),
  attribute('checksum', 'checksum'),
  attribute('unencryptedChecksum', 'unencrypted_checksum'),
  attribute('qualityScoringSystem', 'quality_scoring_system'),
  attribute('qualityEncoding', 'quality_encoding'),
  attribute('asciiOffset', 'ascii_offset'),
  texts('readLabel', 'READ_LABEL'),
  texts('readType', 'READ_TYPE'),
];
export const files: Part = list('files', 'FILES', 'FILE', fileParts);

export type { Fields, Part, XmlElement };
export { attribute, group, list, nested, text, texts };
