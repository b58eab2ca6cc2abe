import type { Runner } from '../../core/http/context.ts';
import { endpoint } from '../../core/http/endpoint.ts';
import type { SafePath } from '../../core/http/url.ts';
import type { CallOptions } from '../../core/options.ts';
import { API } from './endpoints/shared.ts';
import { expand, hrefOf, placeOf } from './hal.ts';
import type { UsiResource } from './hal-types.ts';
import { anything } from './schemas/common.ts';
import type { UsiLinkList } from './types.ts';

const OPERATION = 'usi.follow';

/** Reads what a link leads to, on this server only: our token must not go elsewhere. */
export function follow(
  run: Runner,
  from: UsiResource,
  rel: string,
  values: Readonly<Record<string, string>>,
  options?: CallOptions,
): Promise<UsiLinkList> {
  const href = hrefOf(from, rel);
  if (href === undefined) {
    const { _links = {} } = from ?? {};
    const message = `is not among its links; there are ${Object.keys(_links).join(', ') || 'none'}`;
    throw run.inputError(OPERATION, [{ path: rel, message }]);
  }
  let address: string;
  try {
    address = expand(href, values);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw run.inputError(OPERATION, [{ path: 'values', message: error.message }]);
  }
  const { base, path } = placeOf(run, OPERATION, address);
  return run(linkTo(base, path), {}, options);
}

/** Made for one link: where it leads is not known before. */
const linkTo = (base: string, path: SafePath) =>
  endpoint<object, UsiLinkList>()({
    name: OPERATION,
    doc: API,
    method: 'GET',
    effect: 'read',
    auth: 'optional',
    base,
    input: anything,
    path: () => path,
    output: anything,
  });
