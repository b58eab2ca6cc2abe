export const V1 = '/biosamples';
export const V2 = '/biosamples/v2';

interface Href {
  href: string;
  templated?: true;
}

export type Links = Record<string, Href>;

/** The links of a sample. After POST the server forgets the accession in the first two. */
export function sampleLinks(origin: string, accession: string, afterPost = false): Links {
  const samples = `${origin}${V1}/samples`;
  const own = `${samples}/${accession}`;
  const self = afterPost ? samples : own;
  return {
    self: { href: self },
    applyCurations: { href: `${self}{?applyCurations}`, templated: true },
    curationLinks: { href: `${own}/curationlinks` },
    curationLink: { href: `${own}/curationlinks/{hash}`, templated: true },
    structuredData: { href: `${origin}${V1}/structureddata/${accession}` },
  };
}

/** A query with its parameters in order; a percent sign is encoded twice because the server decodes twice. */
export function queryString(params: readonly (readonly [string, string])[]): string {
  if (params.length === 0) return '';
  return `?${params.map(([name, value]) => `${name}=${queryValue(value)}`).join('&')}`;
}

function queryValue(value: string): string {
  return encodeURIComponent(value.replaceAll('%', '%25')).replaceAll('%3A', ':').replaceAll('%2C', ',');
}

/** Links and numbers of one page of a numbered listing. */
export function pageOf(
  url: (page: number, size: number) => string,
  numbers: { page: number; size: number; total: number },
  style: { previous: 'previous' | 'prev'; lastTooFar: boolean },
): { links: Links; page: { size: number; totalElements: number; totalPages: number; number: number } } {
  const { page, size, total } = numbers;
  const totalPages = Math.ceil(total / size);
  const lastPage = Math.max(0, style.lastTooFar ? totalPages : totalPages - 1);
  const at = (n: number): Href => ({ href: url(n, size) });
  const links: Links = { first: at(0) };
  if (page > 0) links[style.previous] = at(page - 1);
  links.self = at(page);
  if (page + 1 < totalPages) links.next = at(page + 1);
  links.last = at(lastPage);
  return { links, page: { size, totalElements: total, totalPages, number: page } };
}
