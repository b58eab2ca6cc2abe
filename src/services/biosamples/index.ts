export { type WebinAccount, webin } from '../../accounts/webin.ts';
export { basic } from '../../core/auth/basic.ts';
export type { Credential, CredentialSource, CredentialTools } from '../../core/auth/credential.ts';
export { token } from '../../core/auth/token.ts';
export type { Clock } from '../../core/clock.ts';
export type { Environment } from '../../core/environment.ts';
export {
  AbortedError,
  type BulkCounts,
  BulkError,
  type BulkFailure,
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
  type WaitContext,
  WaitError,
  WaitFailed,
  type WaitStep,
  WaitTimeout,
} from '../../core/errors/index.ts';
export type { CallEvent, Hooks, NoticeEvent, ResponseEvent, RetryEvent } from '../../core/hooks.ts';
export type { ServiceOptions } from '../../core/http/context.ts';
export type { DigestName, Digests } from '../../core/http/digest.ts';
export type { Download, DownloadOptions, FileProgress } from '../../core/http/download.ts';
export {
  type Transport,
  TransportFailure,
  type WireBody,
  type WireRequest,
  type WireResponse,
} from '../../core/http/transport.ts';
export { BulkRun } from '../../core/many/bulk.ts';
export type { BulkOptions, BulkProgress, BulkResult, BulkSummary } from '../../core/many/bulk-plan.ts';
export type { JournalHeader } from '../../core/many/journal.ts';
export { type LoadedPage, type Page, Pager, type PageSource, type Place } from '../../core/many/pager.ts';
export type { WaitOptions, WaitProgress } from '../../core/many/wait.ts';
export type { CallDefaults, CallOptions, Progress } from '../../core/options.ts';
export { Redactor } from '../../core/redact.ts';
export { ServiceClient } from '../../core/service-client.ts';
export type {
  Checklist,
  ChecklistField,
  ChecklistRecord,
  ChecklistRef,
  JsonSchema,
} from './checklist-types.ts';
export { Checklists } from './checklists.ts';
export { BioSamples, type BioSamplesOptions } from './client.ts';
export { Accessions, CurationLinks, Curations } from './curations.ts';
export type { PageQuery } from './endpoints/curations.ts';
export { filters, type Span } from './filters.ts';
export type { RelatedOptions } from './related.ts';
export { Samples } from './samples.ts';
export { StructuredTables } from './structured-data.ts';
export type {
  AccessionQuery,
  Attribute,
  Characteristics,
  CharacteristicValue,
  Contact,
  Curation,
  CurationLink,
  CurationLists,
  DownloadQuery,
  ExternalReference,
  Facet,
  FacetQuery,
  ManyResult,
  NewCurationLink,
  NewSample,
  Organization,
  Publication,
  Recommendation,
  Relationship,
  ReservationResult,
  Sample,
  SampleChange,
  SampleContent,
  SampleQuery,
  SampleRef,
  SampleReservation,
  SampleStatus,
  SampleUpdate,
  StructuredCell,
  StructuredData,
  StructuredTable,
  Validation,
  ValidationIssue,
  ValidationResult,
} from './types.ts';
export { type ChunkOptions, SamplesV2, type V2 } from './v2.ts';
