/** One request as the sandbox saw it, without secrets. */
export interface RequestRecord {
  /** 1 for the first request of this sandbox (or since the last reset), whatever it asked for. */
  n: number;
  /** When it arrived, on the lab clock. */
  time: string;
  /** The service whose paths it used; null when no service lives there. */
  service: string | null;
  /** The operation that answered; null when no route fitted. */
  operation: string | null;
  method: string;
  /** As sent, still percent-encoded. */
  path: string;
  query: Record<string, string[]>;
  headers: Record<string, string>;
  /** Scrubbed, at most 16 KiB of it; empty when there was none or it was not read. */
  body: string;
  /** Size of the whole body in bytes. */
  bodyBytes: number;
  /** null while no answer was sent, and for ever when the connection was cut instead. */
  status: number | null;
  /** The effects of injected faults, by name. */
  faults: string[];
  /** True as soon as something was stored because of this request. */
  committed: boolean;
  /** The refusal rule that made the answer, if one did. */
  rule: string | null;
  /** For a request that no route fitted: the routes that come nearest, as "METHOD /pattern". */
  nearest: string[];
  /** The stack of an error inside the sandbox itself; such a request was answered with 500. */
  crash: string | null;
}

/** Which requests to pick; every given field has to match. */
export interface RequestQuery {
  service?: string;
  operation?: string;
  method?: string;
  status?: number;
  /** Exact path. */
  path?: string;
}

/** Read access to the requests a sandbox has seen, oldest first. */
export interface LabJournal {
  /** Deep copies of the matching requests that are still kept. */
  requests(query?: RequestQuery): RequestRecord[];
  /** Requests that no route fitted. */
  unmatched(): RequestRecord[];
  /** Forgets the kept requests; numbering goes on. */
  clear(): void;
}

export const BODY_LIMIT = 16 * 1024;

export class Journal implements LabJournal {
  readonly #retain: number;
  #records: RequestRecord[] = [];
  #count = 0;

  constructor(retain: number) {
    this.#retain = retain;
  }

  /** Requests so far, kept or not. */
  get count(): number {
    return this.#count;
  }

  add(record: Omit<RequestRecord, 'n'>): RequestRecord {
    const numbered = { n: ++this.#count, ...record };
    this.#records.push(numbered);
    // Trimmed in blocks: shifting an array of ten thousand at every request would cost more than the request.
    if (this.#records.length > this.#retain * 1.25 + 16) this.#records = this.#kept();
    return numbered;
  }

  requests(query: RequestQuery = {}): RequestRecord[] {
    return this.#kept()
      .filter(
        (r) =>
          (query.service === undefined || r.service === query.service) &&
          (query.operation === undefined || r.operation === query.operation) &&
          (query.method === undefined || r.method === query.method.toUpperCase()) &&
          (query.status === undefined || r.status === query.status) &&
          (query.path === undefined || r.path === query.path),
      )
      .map((r) => structuredClone(r));
  }

  unmatched(): RequestRecord[] {
    return this.requests().filter((r) => r.operation === null);
  }

  clear(): void {
    this.#records = [];
  }

  reset(): void {
    this.#records = [];
    this.#count = 0;
  }

  #kept(): RequestRecord[] {
    return this.#retain === 0 ? [] : this.#records.slice(-this.#retain);
  }
}
