import * as z from 'zod';
import { hasImpossibleCharacters } from '../../../core/xml.ts';

/**
 * An object with these fields and no others. ENA refuses some unknown fields and drops others without a word; here
 * each is an error, with what to write instead where people usually mean something.
 */
export function strict<S extends z.ZodRawShape>(shape: S, instead: Readonly<Record<string, string>> = {}) {
  return z
    .looseObject(shape, {
      error: (issue) => (issue.input === undefined ? 'is required (an object)' : undefined),
    })
    .superRefine(
      (value, context) => {
        for (const key of Object.keys(value as object)) {
          if (Object.hasOwn(shape, key)) continue;
          const message = instead[key] ?? 'is not known to ENA here; check the spelling';
          context.addIssue({ code: 'custom', path: [key], message });
        }
      },
      // Also beside other problems: what is missing may be there under another name.
      { when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) },
    );
}

const printable = (text: string): boolean => !hasImpossibleCharacters(text);

export const words = z
  .string({ error: (issue) => (issue.input === undefined ? 'is required (a text)' : 'must be a text') })
  .refine(printable, 'holds a control character, which XML and ENA cannot take');

export const filled = words.refine((text) => text.trim() !== '', 'must not be empty');

/** ENA's own examples have `"accession": ""` in what is new; it means nothing. */
export const emptyMeansNone = words.transform((text) => (text === '' ? undefined : text)).optional();

const wordsOrNumber = z.union([words, z.number()], { error: 'must be a text or a number' });

export const attribute = strict(
  { tag: filled, value: wordsOrNumber.optional(), unit: words.optional() },
  { units: 'is called `unit` in ENA’s JSON', name: 'is called `tag`', key: 'is called `tag`' },
);

export const link = strict({
  xrefLink: strict({ db: filled, id: wordsOrNumber, label: words.optional() }).optional(),
  urlLink: strict({ label: filled, url: filled }).optional(),
});

export const reference = strict(
  { accession: words.optional(), alias: words.optional() },
  { refname: 'is called `alias` here', refName: 'is called `alias` here' },
).refine(({ accession, alias }) => Boolean(accession || alias), 'needs an alias or an accession');

const otherXml = strict({
  in: z.string(),
  after: z.string().optional(),
  xml: z.string(),
  attribute: z.string().optional(),
});

export const identifiers = strict({
  externalAccessions: z.array(strict({ db: words.optional(), id: words })).optional(),
  secondaryAccessions: z.array(words).optional(),
})
  .nullable()
  .optional();

/** What people write for the common fields, and what ENA calls them. */
export const USUAL_SLIPS: Readonly<Record<string, string>> = {
  centreName: 'is spelt `centerName`',
  center_name: 'is spelt `centerName`',
  name: 'is not a field here; use `alias` or `title`',
  publicationLinks: 'would be dropped by ENA; use `links: [{ xrefLink: { db: "PUBMED", id } }]`',
};

export const objectFields = {
  alias: filled.optional(),
  accession: emptyMeansNone,
  centerName: words.optional(),
  brokerName: words.optional(),
  title: words.optional(),
  attributes: z.array(attribute).optional(),
  links: z.array(link).optional(),
  identifiers,
  otherXml: z.array(otherXml).optional(),
};

const TAXON = 'must be an NCBI taxon number such as 9606';

export const organismFields = {
  taxonId: z
    .union([z.string(), z.number()], { error: TAXON })
    .refine((taxon) => /^\d+$/.test(String(taxon)), TAXON),
  scientificName: words.optional(),
  commonName: words.optional(),
};

/** Where a list is meant and one thing is given, ENA refuses the whole document. */
export const listOf = <S extends z.ZodType>(item: S) =>
  z.array(item, {
    error: (issue) => (issue.input === undefined ? 'is required (a list)' : 'must be a list, also of one'),
  });
