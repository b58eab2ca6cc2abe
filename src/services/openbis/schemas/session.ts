import * as z from 'zod';
import { lazy, schemaOf } from '../../../core/schema.ts';
import type { OpenBisServerInformation, OpenBisSessionInformation } from '../session-types.ts';

/** Somebody, or a number that refers to nothing. */
const orNothing = z.union([z.looseObject({ userId: z.string() }), z.null()]).optional();

export const account = lazy(() => z.strictObject({ username: z.string(), password: z.string() }));
export const token = lazy(() => z.string().min(1, 'must be a session token or a personal access token'));

const text = z.string().nullish();
export const serverInformation = lazy(() =>
  schemaOf<OpenBisServerInformation>()(
    z.looseObject({
      'api-version': text,
      'openbis-version': text,
      'project-samples-enabled': text,
      'personal-access-tokens-enabled': text,
      'personal-access-tokens-max-validity-period': text,
      'personal-access-tokens-validity-warning-period': text,
      'archiving-configured': text,
      'enabled-technologies': text,
    }) as z.ZodType<OpenBisServerInformation>,
  ),
);

export const sessionInformation = lazy(() =>
  schemaOf<OpenBisSessionInformation & { sessionToken: string }>()(
    z.looseObject({
      sessionToken: z.string(),
      userName: z.string(),
      homeGroupCode: z.string().nullable().optional(),
      personalAccessTokenSession: z.boolean().nullable().optional(),
      personalAccessTokenSessionName: z.string().nullable().optional(),
      person: orNothing,
      creatorPerson: orNothing,
    }),
  ),
);
