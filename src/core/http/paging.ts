import { type CallContext, InputError, ResponseError } from '../errors/index.ts';
import type { PageSource, Place } from '../many/pager.ts';

import type { CallOptions } from '../options.ts';
import { checkInput } from '../schema.ts';
import type { ServiceContext } from './context.ts';
import type { PagedEndpoint } from './endpoint.ts';
import { execute } from './execute.ts';
import { foreignOrigin } from './foreign-origin.ts';
import { sameOrigin } from './url.ts';

/** What a Pager needs to read one list: each page is an ordinary call, with its retries and checks. */
export function pageLoader<In, Item>(
  context: ServiceContext,
  endpoint: PagedEndpoint<In, Item>,
  input: In,
  options: CallOptions | undefined,
): PageSource<Item> {
  const { paging } = endpoint;
  const base = context.bases[endpoint.base ?? 'api'] ?? '';

  const facts = (hint: string): CallContext => ({
    service: context.service,
    operation: endpoint.name,
    method: endpoint.method,
    url: context.redactor.scrubUrl(base),
    attempts: 1,
    outcome: 'refused',
    hint,
  });

  const link = (href: string): URL => {
    if (URL.canParse(href, base) && sameOrigin(new URL(href, base).href, base)) return new URL(href, base);
    throw foreignOrigin(context, href, 200, facts);
  };

  const placeOf = (checked: unknown): Place => ({ input: checked, cursor: paging.cursor(checked) });

  const first = (): Place => {
    const checked = checkInput(endpoint.input(), input);
    if (checked.ok) return placeOf(checked.value);
    throw new InputError(context.redactor.scrubValue(checked.issues), {
      service: context.service,
      operation: endpoint.name,
    });
  };

  return {
    async load(place = first(), signal) {
      const wire = await execute(context, endpoint, place.input as In, { ...options, signal });
      const next = paging.next(wire, place.input, link);
      const numbered = paging.numbered?.(wire, place.input);
      return {
        items: paging.items(wire),
        place,
        next: next === undefined ? undefined : placeOf(next),
        numbered,
        at: (number) => (paging.at && numbered ? placeOf(paging.at(place.input, number)) : undefined),
        keyOf: (item) => paging.key?.(item),
      };
    },
    endless: (cursor) =>
      new ResponseError(
        'the list leads nowhere: a page that was read already comes as the next one, or page after page is empty',
        {
          ...facts('This is an error of the repository; what was read so far is right.'),
          status: 200,
          contentType: '',
          snippet: context.redactor.scrubHead(cursor, 200),
        },
      ),
  };
}
