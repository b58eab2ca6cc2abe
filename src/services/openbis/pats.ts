import type { Runner } from '../../core/http/context.ts';
import type { CallOptions } from '../../core/options.ts';
import { createTokens, deleteTokens, getTokens, searchTokens } from './endpoints/pats.ts';
import { getServerInformation } from './endpoints/session.ts';
import { getOne } from './one.ts';
import { isUs } from './ours.ts';
import type { NewOpenBisToken, OpenBisTokenQuery, OpenBisTokenRecord } from './pat-types.ts';

const DAY_S = 86_400;
const MAX_S = 30 * DAY_S;
const WARNING_S = 5 * DAY_S;

/**
 * A personal access token. Shown, printed or written as JSON it tells everything but the token itself; that is in
 * `token`.
 */
export class OpenBisToken {
  /** What it is for. */
  readonly sessionName: string;
  /** User name of whom it stands for. */
  readonly owner: string | undefined;
  readonly validFrom: Date | undefined;
  readonly validTo: Date | undefined;
  /** When it was last used, as far as the server has noted it. */
  readonly accessedAt: Date | undefined;
  readonly #token: string;

  /** @internal */
  constructor({ permId, sessionName, owner, validFromDate, validToDate, accessDate }: OpenBisTokenRecord) {
    this.#token = permId;
    this.sessionName = sessionName;
    this.owner = owner?.userId;
    this.validFrom = dateOf(validFromDate);
    this.validTo = dateOf(validToDate);
    this.accessedAt = dateOf(accessDate);
  }

  /** The token: keep it as you keep a password. It is what `OPENBIS_TOKEN` takes. */
  get token(): string {
    return this.#token;
  }

  toString(): string {
    return `token "${this.sessionName}", valid to ${this.validTo?.toISOString() ?? 'an unknown date'}`;
  }
}

const dateOf = (at: number | null | undefined): Date | undefined =>
  typeof at === 'number' ? new Date(at) : undefined;

/** Tokens that take the place of a password, for a time. Making and deleting them needs a login with a password. */
export class OpenBisTokens {
  constructor(private readonly run: Runner) {}

  /** Your tokens; an administrator sees everybody's. Those that have ended may be among them. */
  async list(query: OpenBisTokenQuery = {}, options?: CallOptions): Promise<OpenBisToken[]> {
    const found: OpenBisToken[] = [];
    for await (const record of this.run.pages(searchTokens, query, options)) found.push(this.#known(record));
    return found;
  }

  /**
   * What there is to know of a token.
   * @throws NotFound there is no such token
   */
  async get(token: string, options?: CallOptions): Promise<OpenBisToken> {
    this.run.context.redactor.add(String(token ?? ''));
    return this.#known(await getOne(this.run, getTokens, token, options));
  }

  /**
   * Makes a token. Without `validTo` it is valid as long as the server allows; a longer time is shortened by the server.
   * @throws Forbidden logged in with a token: this needs a password
   * @see https://openbis.readthedocs.io/en/latest/software-developer-documentation/apis/personal-access-tokens.html
   */
  async create(token: NewOpenBisToken, options?: CallOptions): Promise<OpenBisToken> {
    const { validFrom = this.run.context.clock.now(), ...rest } = token ?? {};
    const validTo = rest.validTo ?? Number(validFrom) + 1000 * (await this.#limits(options)).maxS;
    const permId = await this.run(createTokens, { ...rest, validFrom, validTo }, options);
    return this.get(permId, options);
  }

  /**
   * The token of this name that is valid for a good while yet (longer than the server's warning period), else a new one. So
   * a script that runs every day makes one a month.
   */
  async getOrCreate(sessionName: string, options?: CallOptions): Promise<OpenBisToken> {
    const { warningS } = await this.#limits(options);
    const soon = this.run.context.clock.now() + 1000 * warningS;
    const usable = (await this.list({ sessionName }, options)).filter(
      (token) =>
        token.sessionName === sessionName &&
        (token.validTo?.getTime() ?? 0) > soon &&
        (token.validFrom?.getTime() ?? 0) <= this.run.context.clock.now(),
    );
    // An administrator sees the tokens of others too.
    for (const token of usable) if (await isUs(this.run, token.owner, options)) return token;
    return this.create({ sessionName }, options);
  }

  /** Ends a token at once. */
  async delete(token: string | OpenBisToken, options?: CallOptions): Promise<void> {
    const value = token instanceof OpenBisToken ? token.token : token;
    this.run.context.redactor.add(String(value ?? ''));
    await this.run(deleteTokens, [value], options);
  }

  /** Whoever prints an error must not print a token. */
  #known(record: OpenBisTokenRecord): OpenBisToken {
    this.run.context.redactor.add(record.permId);
    return new OpenBisToken(record);
  }

  /** Seconds. */
  async #limits(options: CallOptions | undefined): Promise<{ maxS: number; warningS: number }> {
    const info = await this.run(getServerInformation, undefined, options);
    return {
      maxS: positive(info['personal-access-tokens-max-validity-period']) ?? MAX_S,
      warningS: positive(info['personal-access-tokens-validity-warning-period']) ?? WARNING_S,
    };
  }
}

function positive(text: string | null | undefined): number | undefined {
  const number = Number(text);
  return text && number > 0 ? number : undefined;
}
