import * as z from 'zod';
import { lazy, mapOf } from '../../../core/schema.ts';
import {
  accession,
  characteristicsIn,
  contentIn,
  forNew,
  instant,
  sample,
  withoutAnswerFields,
} from './samples.ts';

/** Names are how answers are matched with what was sent: they have to be there and to differ. */
function uniqueNames(samples: readonly { name: string }[], context: z.RefinementCtx): void {
  const seen = new Map<string, number>();
  samples.forEach((one, index) => {
    const first = seen.get(one.name);
    if (first !== undefined) {
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `is the same as that of item ${first}; names must differ`,
      });
    }
    seen.set(one.name, index);
  });
}

/** One such sample would abort the call after those before it were stored: all are checked before any is sent. */
const noSraCharacteristic = (value: Readonly<Record<string, unknown>>): boolean =>
  !('SRA accession' in value);

const bulkCharacteristics = characteristicsIn.refine(noSraCharacteristic, {
  path: ['SRA accession'],
  message: 'is given by the repository; leave it out of a new sample',
});

export const bulkSamples = lazy(() =>
  z
    .array(
      z
        .looseObject({
          ...contentIn,
          ...forNew,
          characteristics: bulkCharacteristics.optional(),
          relationships: z
            .array(z.unknown())
            .max(0, 'cannot be given in bulk; link the samples by update or patch afterwards')
            .optional(),
          release: instant,
        })
        .transform(withoutAnswerFields),
    )
    .superRefine(uniqueNames),
);

export const bulkReservations = lazy(() =>
  z
    .array(
      z
        .looseObject({
          ...contentIn,
          ...forNew,
          characteristics: bulkCharacteristics.optional(),
          release: instant.optional(),
        })
        .transform(withoutAnswerFields),
    )
    .superRefine(uniqueNames),
);

export const bulkToValidate = lazy(() =>
  z
    .array(z.looseObject({ ...contentIn, release: instant.optional() }).transform(withoutAnswerFields))
    .superRefine(uniqueNames),
);

const validatorErrors = z.array(z.looseObject({ dataPath: z.string(), errors: z.array(z.string()) }));
export const receipt = lazy(() =>
  z.looseObject({
    samples: z.array(sample()).nullable().optional(),
    errors: z
      .array(z.looseObject({ sampleName: z.string(), errors: validatorErrors }))
      .nullable()
      .optional(),
  }),
);
export type Receipt = z.output<ReturnType<typeof receipt>>;

export const accessions = lazy(() => z.array(accession).min(1, 'must hold at least one accession'));
export const samplesByAccession = lazy(() => mapOf(sample()));
export const accessionsByName = lazy(() => mapOf(z.string()));
export const sraAccession = lazy(() =>
  z.string().regex(/^\s*[ESD]RS\d+\s*$/, 'must be an accession such as ERS1'),
);
export const noInput = lazy(() => z.undefined());
