import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import { ACTIONS } from '../action-types.ts';
import type { EnaDocument, ObjectOf } from '../types.ts';
import { ANALYSIS_FIELDS } from '../vocabulary.ts';
import {
  emptyMeansNone,
  filled,
  identifiers,
  listOf,
  objectFields,
  organismFields,
  reference,
  strict,
  USUAL_SLIPS,
  words,
} from './parts.ts';

const A_DAY = 'must be a day such as "2027-01-31", or a Date';
const day = z
  .union([z.string().regex(/^\d{4}-\d{2}-\d{2}$/, A_DAY), z.date()], { error: A_DAY })
  .transform((value, context) => {
    const text = typeof value === 'string' ? value : safeDay(value);
    if (text !== undefined && safeDay(new Date(`${text}T00:00:00Z`)) === text) return text;
    context.addIssue({ code: 'custom', message: 'is no day of the calendar' });
    return z.NEVER;
  });
const safeDay = (date: Date): string | undefined =>
  Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);

const NEEDS_TARGET = new Set(['CANCEL', 'SUPPRESS', 'KILL', 'RECEIPT']);

const action = strict(
  {
    type: z
      .string({ error: `must be one of ${ACTIONS.join(', ')}` })
      .transform((type) => type.toUpperCase())
      .pipe(z.enum(ACTIONS, { error: `must be one of ${ACTIONS.join(', ')}` })),
    target: filled.optional(),
    holdUntilDate: day.optional(),
    source: words.optional(),
    schema: words.optional(),
  },
  { HoldUntilDate: 'is spelt `holdUntilDate`', date: 'is called `holdUntilDate`' },
).superRefine(({ type, target, holdUntilDate }, context) => {
  if (NEEDS_TARGET.has(type) && target === undefined) {
    const message = `is required for ${type}: an accession or an alias`;
    context.addIssue({ code: 'custom', path: ['target'], message });
  }
  if (holdUntilDate !== undefined && !['HOLD', 'SUPPRESS', 'KILL'].includes(type)) {
    context.addIssue({ code: 'custom', path: ['holdUntilDate'], message: `does not belong to ${type}` });
  }
});

const { title, attributes, links, otherXml, centerName } = objectFields;
const submission = strict(
  {
    alias: emptyMeansNone,
    accession: emptyMeansNone,
    centerName,
    title,
    attributes,
    links,
    identifiers,
    otherXml,
    actions: listOf(action).optional(),
    labName: words.optional(),
    comment: words.optional(),
    submissionDate: z.never({ error: 'is set by ENA' }).optional(),
    contacts: z
      .array(
        strict({
          name: words.optional(),
          informOnStatus: words.optional(),
          informOnError: words.optional(),
        }),
      )
      .optional(),
  },
  USUAL_SLIPS,
);

const related = strict(
  { accession: filled },
  { alias: 'is refused by ENA here: only an accession links projects' },
);

/** The repository's own example has `project_links`, which it then drops; it is taken as what it means. */
function withLinks(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('project_links' in value)) return value;
  const { project_links, ...rest } = value;
  const own = 'links' in rest && Array.isArray(rest.links) ? rest.links : [];
  return { ...rest, links: [...own, ...(Array.isArray(project_links) ? project_links : [])] };
}

const project = z.preprocess(
  withLinks,
  strict(
    {
      ...objectFields,
      name: words.optional(),
      title: filled,
      description: filled,
      sequencingProject: strict({ locusTagPrefixes: z.array(words).optional() }).optional(),
      adminProject: z.strictObject({}).optional(),
      relationships: z
        .array(
          strict({
            childProject: related.optional(),
            parentProject: related.optional(),
            peerProject: related.optional(),
          }),
        )
        .optional(),
      organism: strict({
        ...organismFields,
        strain: words.optional(),
        breed: words.optional(),
        cultivar: words.optional(),
        isolate: words.optional(),
      }).optional(),
      collaborators: z.array(words).optional(),
    },
    {
      ...USUAL_SLIPS,
      projectLinks: 'would be dropped by ENA; it is called `links`',
      relatedProjects: 'would be dropped by ENA; it is called `relationships`',
    },
  ).refine(({ sequencingProject, adminProject }) => !(sequencingProject && adminProject), {
    path: ['adminProject'],
    message: 'and sequencingProject exclude each other: an umbrella has no data of its own',
  }),
);

const study = strict(
  {
    ...objectFields,
    title: filled,
    description: words.optional(),
    studyType: words.optional(),
    abstract: words.optional(),
  },
  USUAL_SLIPS,
);

/** JSON also calls the alias of a sample `refName`. */
const withAlias = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('refName' in value)) return value;
  const { refName, ...rest } = value;
  return { alias: refName, ...rest };
};

const sample = z.preprocess(
  withAlias,
  strict(
    { ...objectFields, organism: strict(organismFields), description: words.optional() },
    {
      ...USUAL_SLIPS,
      taxId: 'is written `organism: { taxonId: 9606 }`',
      taxonId: 'is written `organism: { taxonId: 9606 }`',
      characteristics: 'belongs to BioSamples; ENA has `attributes: [{ tag, value, unit }]`',
    },
  ),
);

const layoutName = z
  .string({ error: 'must be SINGLE or PAIRED' })
  .transform((text) => text.toUpperCase())
  .pipe(z.enum(['SINGLE', 'PAIRED'], { error: 'must be SINGLE or PAIRED' }));

/** Layouts are also written as an object: `{ PAIRED: {} }`. */
const layout = z.preprocess((value) => {
  const [name, ...others] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 ? name : value;
}, layoutName);

const positive = z.number({ error: 'must be a number' }).nonnegative();

const experiment = strict(
  {
    ...objectFields,
    study: reference,
    samples: listOf(reference).min(1, 'needs at least one sample'),
    designDescription: words.optional(),
    libraryDescriptor: strict({
      libraryName: words.optional(),
      libraryStrategy: filled,
      librarySource: filled,
      librarySelection: filled,
      libraryLayout: layout,
      nominalLength: positive.optional(),
      nominalSdev: positive.optional(),
      poolingStrategy: words.optional(),
      libraryConstructionProtocol: words.optional(),
    }),
    instrumentPlatform: filled.optional(),
    instrumentModel: filled,
  },
  {
    ...USUAL_SLIPS,
    sample: 'is a list: `samples: [{ alias }]`',
    description: 'is called `designDescription`',
  },
);

const METHODS = { MD5: /^[0-9a-f]{32}$/, 'SHA-256': /^[0-9a-f]{64}$/ } as const;

const file = (methods: readonly (keyof typeof METHODS)[]) =>
  strict(
    {
      fileName: filled,
      fileType: filled,
      checksum: filled.transform((text) => text.toLowerCase()),
      checksumMethod: z
        .string()
        .transform((text) => text.toUpperCase())
        .pipe(z.enum(methods, { error: `must be ${methods.join(' or ')}` }))
        .default('MD5'),
      readType: z.array(words).optional(),
      readLabel: z.array(words).optional(),
      unencryptedChecksum: words.optional(),
      qualityScoringSystem: words.optional(),
      qualityEncoding: words.optional(),
      asciiOffset: words.optional(),
    },
    {
      filename: 'would be dropped by ENA; it is spelt `fileName`',
      filetype: 'would be dropped by ENA; it is spelt `fileType`',
      checksum_method: 'would be dropped by ENA; it is spelt `checksumMethod`',
      md5: 'is called `checksum`',
    },
  ).refine(({ checksum, checksumMethod }) => METHODS[checksumMethod].test(checksum), {
    path: ['checksum'],
    message:
      'must be the MD5 (32 hexadecimal digits) or SHA-256 (64) of the file as it is uploaded, compressed and all',
  });

const run = strict(
  {
    ...objectFields,
    experiment: reference,
    instrumentPlatform: filled.optional(),
    instrumentModel: filled.optional(),
    files: listOf(file(['MD5', 'SHA-256'])).min(1, 'needs at least one file'),
    description: z
      .never({ error: 'would be dropped by ENA: runs have none; use `title` or an attribute' })
      .optional(),
  },
  USUAL_SLIPS,
).refine(
  ({ files }) => {
    const fastq = files.filter(({ fileType }) => fileType.toLowerCase() === 'fastq');
    return fastq.length <= 2 || fastq.every(({ readType = [] }) => readType.length > 0);
  },
  {
    path: ['files'],
    message:
      'with more than two fastq files every one needs a `readType`, such as ["paired"] or ["cell_barcode"]',
  },
);

const analysis = strict(
  {
    ...objectFields,
    title: filled,
    description: words.optional(),
    study: reference,
    samples: z.array(reference).optional(),
    experiments: z.array(reference).optional(),
    runs: z.array(reference).optional(),
    analyses: z.array(reference).optional(),
    analysisType: filled.transform((type) => type.toUpperCase()),
    assemblies: z.array(strict({ assembly: reference })).optional(),
    sequences: z.array(strict({ accession: filled, label: words.optional() })).optional(),
    files: listOf(file(['MD5'])).min(1, 'needs at least one file'),
  },
  USUAL_SLIPS,
).transform(({ attributes: given, ...rest }) => ({
  ...rest,
  // Fields of the type are known by their upper-case tag; people write `Program` too.
  ...(given && {
    attributes: given.map((one) =>
      ANALYSIS_FIELDS[rest.analysisType]?.includes(one.tag.toUpperCase())
        ? { ...one, tag: one.tag.toUpperCase() }
        : one,
    ),
  }),
}));

export const OBJECTS: { [K in keyof ObjectOf]: z.ZodType<ObjectOf[K]> } = {
  projects: project,
  studies: study,
  samples: sample,
  experiments: experiment,
  runs: run,
  analyses: analysis,
};

export const document = lazy(() =>
  schemaOf<EnaDocument>()(
    strict(
      {
        submission: submission.optional(),
        projects: listOf(project).optional(),
        studies: listOf(study).optional(),
        samples: listOf(sample).optional(),
        experiments: listOf(experiment).optional(),
        runs: listOf(run).optional(),
        analyses: listOf(analysis).optional(),
        xml: z.array(filled).optional(),
      },
      {
        project: 'is called `projects`, and is a list',
        study: 'is called `studies`, and is a list',
        sample: 'is called `samples`, and is a list',
        experiment: 'is called `experiments`, and is a list',
        run: 'is called `runs`, and is a list',
        analysis: 'is called `analyses`, and is a list',
        dacs: 'exists in XML only: give it as text in `xml`',
        policies: 'exists in XML only: give it as text in `xml`',
        datasets: 'exists in XML only: give it as text in `xml`',
        actions: 'belongs into `submission`',
      },
    ),
  ),
);
