import * as z from 'zod';
import { lazy } from '../../../core/schema.ts';
import type { OpenBisTokenRecord } from '../pat-types.ts';
import { pageQuery } from './query.ts';
import { number, other, recordOf } from './records.ts';

export const pat = lazy(() =>
  recordOf<OpenBisTokenRecord>()(
    z.looseObject({
      permId: z.string(),
      sessionName: z.string(),
      validFromDate: number,
      validToDate: number,
      accessDate: number,
      registrationDate: number,
      owner: other,
    }),
  ),
);

const when = z.union([z.date(), z.number()], { error: 'must be a Date, or milliseconds since 1970' });
const name = z
  .string({ error: 'must be a name: what the token is for' })
  .refine((text) => text.trim() !== '', 'must not be empty: say what the token is for');

export const newToken = lazy(() =>
  z
    .strictObject({ sessionName: name, validFrom: when, validTo: when })
    .transform(({ sessionName, validFrom, validTo }) => ({
      sessionName,
      validFromDate: Number(validFrom),
      validToDate: Number(validTo),
    }))
    .refine(({ validFromDate, validToDate }) => validFromDate < validToDate, {
      path: ['validTo'],
      message: 'must be later than validFrom',
    }),
);
/** `sessionName` besides what every list takes. */
export const tokenQuery = lazy(() =>
  z.looseObject({ sessionName: name.optional() }).transform((query, context) => {
    const { sessionName, ...paging } = query;
    const checked = pageQuery().safeParse(paging);
    if (checked.success) return { ...checked.data, ...(sessionName !== undefined && { sessionName }) };
    for (const issue of checked.error.issues) context.addIssue({ ...issue } as z.core.$ZodSuperRefineIssue);
    return z.NEVER;
  }),
);
export const tokenRef = lazy(() => z.string().min(1, 'must be a personal access token'));
export const tokens = lazy(() => z.array(tokenRef()).min(1));
