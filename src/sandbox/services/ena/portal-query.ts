/** A record of the portal: flat, all texts. */
export type PortalRecord = Record<string, string>;
export type Test = (record: PortalRecord) => boolean;

/** What the functions of the query language know about taxa. */
export interface TaxonTree {
  /** Whether a taxon lies in the tree below another one, itself included. */
  isBelow(taxId: string, root: string): boolean;
}

const TOKEN = /\s*(\(|\)|,|!=|<=|>=|=|<|>|"(?:[^"\\]|\\.)*"|[^\s()=<>!,"]+)/y;

/**
 * `country="Norway" AND (tax_eq(9606) OR NOT first_public<2020-01-01)`. Throws an Error with a complaint when
 * the query cannot be read or names a field that the result does not have.
 */
export function parseQuery(query: string, fields: readonly string[], tree: TaxonTree): Test {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (query.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(query)?.[1];
    if (token === undefined) throw new Error(`Invalid query at "${query.slice(at)}"`);
    tokens.push(token);
  }
  const parser = new Parser(tokens, fields, tree);
  const test = parser.any();
  if (!parser.done) throw new Error(`Invalid query: unexpected "${parser.peek}"`);
  return test;
}

class Parser {
  #at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly fields: readonly string[],
    private readonly tree: TaxonTree,
  ) {}

  get peek(): string {
    return this.tokens[this.#at] ?? 'end';
  }

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  any(): Test {
    const first = this.#all();
    if (!this.#takes('OR')) return first;
    const rest = this.any();
    return (record) => first(record) || rest(record);
  }

  #all(): Test {
    const first = this.#one();
    if (!this.#takes('AND')) return first;
    const rest = this.#all();
    return (record) => first(record) && rest(record);
  }

  #one(): Test {
    if (this.#takes('NOT')) {
      const test = this.#one();
      return (record) => !test(record);
    }
    if (this.#takes('(')) {
      const test = this.any();
      this.#needs(')');
      return test;
    }
    const name = this.#next();
    if (this.#takes('(')) return this.#call(name);
    if (!this.fields.includes(name)) throw new Error(`Invalid field(s) supplied: ${name}`);
    return compare(name, this.#next(), this.#value());
  }

  #call(name: string): Test {
    const argument = this.#value();
    this.#needs(')');
    if (name === 'tax_eq') return (record) => record.tax_id === argument;
    if (name === 'tax_tree') return (record) => this.tree.isBelow(record.tax_id ?? '', argument);
    throw new Error(`Invalid query: unknown function ${name}`);
  }

  #value(): string {
    const token = this.#next();
    return token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token;
  }

  #next(): string {
    const token = this.tokens[this.#at];
    if (token === undefined) throw new Error('Invalid query: it ends too early');
    this.#at += 1;
    return token;
  }

  #takes(token: string): boolean {
    const found = this.tokens[this.#at]?.toUpperCase() === token;
    if (found) this.#at += 1;
    return found;
  }

  #needs(token: string): void {
    if (!this.#takes(token)) throw new Error(`Invalid query: expected "${token}" before "${this.peek}"`);
  }
}

function compare(field: string, operator: string, value: string): Test {
  const wanted = value.toLowerCase();
  const pattern = new RegExp(`^${wanted.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's');
  const of = (record: PortalRecord) => (record[field] ?? '').toLowerCase();
  const order = (record: PortalRecord) => {
    const [a, b] = [Number(of(record)), Number(wanted)];
    return Number.isNaN(a) || Number.isNaN(b) ? of(record).localeCompare(wanted) : a - b;
  };
  switch (operator) {
    case '=':
      return (record) => pattern.test(of(record));
    case '!=':
      return (record) => !pattern.test(of(record));
    case '<':
      return (record) => order(record) < 0;
    case '<=':
      return (record) => order(record) <= 0;
    case '>':
      return (record) => order(record) > 0;
    case '>=':
      return (record) => order(record) >= 0;
    default:
      throw new Error(`Invalid query: "${operator}" is not an operator`);
  }
}
