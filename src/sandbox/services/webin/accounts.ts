/** A Webin submission account. */
export interface WebinAccount {
  /** Account id, such as `Webin-12345`. */
  username: string;
  password: string;
  /** Realms it may log in to: `ENA`, `EGA`. Default: ENA only. */
  realms?: string[];
  /** Words of the token's `role` claim. Default: none. */
  roles?: string[];
  /** Name of the institution, which ENA gives to what the account submits. Default: the account id. */
  center?: string;
  /** Name of a broker, whose objects bring a center name of their own. */
  broker?: string;
}

/** The accounts of one sandbox; ids differ in case only by accident, so they are compared without it. */
export class WebinAccounts {
  #accounts: WebinAccount[];

  constructor(accounts: readonly WebinAccount[]) {
    this.#accounts = structuredClone([...accounts]);
  }

  find(username: string): WebinAccount | undefined {
    return this.#accounts.find((account) => account.username.toLowerCase() === username.toLowerCase());
  }

  list(): WebinAccount[] {
    return structuredClone(this.#accounts);
  }
}
