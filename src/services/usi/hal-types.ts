/** An address in an answer; may be a template such as `…/submissions/1{?projection}`. */
export interface UsiLink {
  href: string;
  templated?: boolean;
  [field: string]: unknown;
}

/** Addresses by relation. USI once gave every relation twice, as a list. A missing `…:update` means: not allowed now. */
export interface UsiLinks {
  [rel: string]: UsiLink | UsiLink[];
}

/** Anything that USI or AAP gave, as far as its identity goes. */
export interface UsiResource {
  /** Newer servers give it; otherwise it is the end of the `self` link. */
  id?: string;
  _links?: UsiLinks;
}
