import { json, text } from '../../answer.ts';
import { names } from '../../negotiate.ts';
import type { Route } from '../../routes.ts';
import { HAL, LD } from './http.ts';
import { V1 } from './links.ts';

/** The entry point. It speaks HAL only to those who name it; everybody else gets a page, or JSON-LD. */
export function rootRoutes(): Route[] {
  return [
    {
      service: 'biosamples',
      operation: 'biosamples.root',
      method: 'GET',
      pattern: V1,
      handle(call) {
        const accept = call.headers.get('accept');
        const headers = { 'cache-control': 'max-age=3600' };
        const base = `${call.origin}${V1}`;
        if (names(accept, HAL)) {
          const links = {
            samples: { href: `${base}/samples` },
            curations: { href: `${base}/curations` },
            privacyNotice: { href: '/biosamples/privacy/privacy_notice.pdf' },
            termsOfUse: { href: 'https://www.ebi.ac.uk/about/terms-of-use' },
          };
          return json({ _links: links }, { type: HAL, headers });
        }
        if (names(accept, LD)) {
          const catalog = {
            '@context': 'http://schema.org',
            '@type': 'DataCatalog',
            '@id': base,
            name: 'BioSamples',
          };
          return json(catalog, { type: LD, headers });
        }
        const page =
          '<!DOCTYPE html>\n<html><head><title>BioSamples</title></head><body><h1>BioSamples</h1></body></html>\n';
        return text(page, { type: 'text/html;charset=UTF-8', headers });
      },
    },
  ];
}
