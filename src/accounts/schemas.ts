import * as z from 'zod';
import { lazy } from '../core/schema.ts';

export const tokenRequest = lazy(() =>
  z.object({ username: z.string(), password: z.string(), authRealms: z.array(z.string()).readonly() }),
);

export const basicLogin = lazy(() => z.object({ username: z.string(), password: z.string() }));

/** A login page with status 200 is not a token: a token has two dots and no blanks. */
export const tokenText = lazy(() => z.string().regex(/^\s*[\w-]+\.[\w-]+\.[\w-]*\s*$/, 'must be a token'));
