import type { Credential, CredentialSource } from '../../core/auth/credential.ts';

/** The same credential, of which can be told until when its token holds. */
export function watchToken(source: CredentialSource): {
  source: CredentialSource;
  expiresAt(): number | undefined;
} {
  let attached: Credential | undefined;
  return {
    source: {
      kind: source.kind,
      attach(tools) {
        attached = source.attach(tools);
        return attached;
      },
    },
    expiresAt: () => attached?.expiresAt(),
  };
}
