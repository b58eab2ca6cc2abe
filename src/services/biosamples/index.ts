export { type Environment, type WebinAccount, webin } from '../../accounts/webin.ts';
export { basic } from '../../core/auth/basic.ts';
export type { Credential, CredentialSource, CredentialTools } from '../../core/auth/credential.ts';
export { token } from '../../core/auth/token.ts';
export type { Clock } from '../../core/clock.ts';
export {
  AbortedError,
  type CallContext,
  CallError,
  ConfigError,
  Conflict,
  ConnectionError,
  type ErrorCode,
  type ErrorContext,
  Forbidden,
  InputError,
  Invalid,
  type Issue,
  isRepositoryError,
  NotFound,
  type Outcome,
  RateLimited,
  RejectedError,
  RepositoryError,
  type ResponseContext,
  ResponseError,
  ServerFault,
  type StatusContext,
  StatusError,
  TimeoutError,
  Unauthenticated,
} from '../../core/errors/index.ts';
export type { CallEvent, Hooks, NoticeEvent, ResponseEvent, RetryEvent } from '../../core/hooks.ts';
export type { ServiceOptions } from '../../core/http/context.ts';
export {
  type Transport,
  TransportFailure,
  type WireBody,
  type WireRequest,
  type WireResponse,
} from '../../core/http/transport.ts';
export { type LoadedPage, type Page, Pager, type PageSource, type Place } from '../../core/many/pager.ts';
export type { CallDefaults, CallOptions, Progress } from '../../core/options.ts';
export { Redactor } from '../../core/redact.ts';
export { ServiceClient } from '../../core/service-client.ts';
export { BioSamples, type BioSamplesOptions, Samples } from './client.ts';
export type {
  Characteristics,
  CharacteristicValue,
  Contact,
  ExternalReference,
  NewSample,
  Organization,
  Publication,
  Relationship,
  Sample,
  SampleContent,
  SampleQuery,
  SampleRef,
  SampleReservation,
  SampleStatus,
  SampleUpdate,
  Validation,
  ValidationIssue,
} from './types.ts';
