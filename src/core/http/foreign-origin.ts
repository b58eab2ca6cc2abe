import { type CallContext, ResponseError } from '../errors/index.ts';
import type { ServiceContext } from './context.ts';

/** The error for a link or redirect that leads away from the repository: our token must not go there. */
export function foreignOrigin(
  { redactor }: Pick<ServiceContext, 'redactor'>,
  address: string,
  status: number,
  facts: (hint: string) => CallContext,
): ResponseError {
  const shown = redactor.scrubUrl(address);
  return new ResponseError(
    `the answer points to another server (${shown}); it was not followed`,
    {
      ...facts(
        'Is the configured address the one under which the repository knows itself (https, host, port)?',
      ),
      status,
      contentType: '',
      snippet: '',
    },
    'foreign-origin',
  );
}
