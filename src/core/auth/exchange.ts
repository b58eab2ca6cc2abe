import type { Credential, CredentialSource, CredentialTools, ExchangeTools } from './credential.ts';
import { expiryOf } from './jwt.ts';
import { TokenCache } from './token-cache.ts';

export interface Exchange {
  readonly kind: string;
  readonly account: string;
  readonly password: string;
  /** Asks the token server. The answer is the token itself. */
  request(run: ExchangeTools['run']): Promise<string>;
}

/** A password that is exchanged for a token, which then goes along as `Authorization: Bearer …`. */
export function exchange(plan: Exchange): CredentialSource {
  // One cache for each client family: `with()` variants and both services of one account share it.
  const attached = new WeakMap<CredentialTools['redactor'], Credential>();
  return {
    kind: plan.kind,
    attach(given) {
      const known = attached.get(given.redactor);
      if (known) return known;
      // Every client gives all of it; the public type leaves out what only we need.
      const tools = given as ExchangeTools;
      tools.redactor.addBasic(plan.account, plan.password);
      const cache = new TokenCache(async () => {
        // Without the signal of the first caller: the others who wait must not fail when that one gives up.
        const value = (await plan.request(tools.run)).trim();
        tools.redactor.add(value);
        return { value, expiresAt: expiryOf(value) };
      }, tools.clock);
      const credential: Credential = {
        account: plan.account,
        async headers(signal) {
          const { value } = cache.fresh ?? (await orAborted(cache.get(), signal));
          return { authorization: `Bearer ${value}` };
        },
        renew: (rejected) => cache.drop((rejected.authorization ?? '').replace(/^Bearer /, '')),
        expiresAt: () => cache.held?.expiresAt,
      };
      attached.set(tools.redactor, credential);
      return credential;
    },
  };
}

/** The same answer, but not waited for after the signal. */
export function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
