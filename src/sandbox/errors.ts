/** What went wrong when a sandbox was started or steered; never an answer of an emulated service. */
export type SandboxErrorCode =
  | 'OPTIONS'
  | 'SEED'
  | 'PORT_IN_USE'
  | 'LISTEN'
  | 'FAULT'
  | 'LIFECYCLE'
  | 'SNAPSHOT';

export class SandboxError extends Error {
  override readonly name = 'SandboxError';

  constructor(
    readonly code: SandboxErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
