export { type WebinAccount, webin } from './accounts/webin.ts';
export { type ClientConfig, createClient, type Repositories } from './client.ts';
export { basic } from './core/auth/basic.ts';
export type { Credential, CredentialSource, CredentialTools } from './core/auth/credential.ts';
export { token } from './core/auth/token.ts';
export { type Clock, systemClock } from './core/clock.ts';
export type { Environment } from './core/environment.ts';
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
} from './core/errors/index.ts';
export type { CallEvent, Hooks, NoticeEvent, ResponseEvent, RetryEvent } from './core/hooks.ts';
export type { ServiceOptions } from './core/http/context.ts';
export type { DigestName, Digests } from './core/http/digest.ts';
export type { Download, DownloadOptions, FileProgress } from './core/http/download.ts';
export type { Transport, WireBody, WireRequest, WireResponse } from './core/http/transport.ts';
export { TransportFailure } from './core/http/transport.ts';
export { BulkRun } from './core/many/bulk.ts';
export type { BulkOptions, BulkProgress, BulkResult, BulkSummary } from './core/many/bulk-plan.ts';
export type { JournalHeader } from './core/many/journal.ts';
export { type LoadedPage, type Page, Pager, type PageSource, type Place } from './core/many/pager.ts';
export type { WaitOptions, WaitProgress } from './core/many/wait.ts';
export type { CallDefaults, CallOptions, Progress } from './core/options.ts';
export { Redactor } from './core/redact.ts';
export { ServiceClient } from './core/service-client.ts';
export { fromEnv } from './from-env.ts';
export {
  type AccessionQuery,
  Accessions,
  type Attribute,
  BioSamples,
  type BioSamplesOptions,
  type Characteristics,
  type CharacteristicValue,
  type Checklist,
  type ChecklistField,
  type ChecklistRecord,
  type ChecklistRef,
  Checklists,
  type ChunkOptions,
  type Contact,
  type Curation,
  type CurationLink,
  CurationLinks,
  type CurationLists,
  Curations,
  type DownloadQuery,
  type ExternalReference,
  type Facet,
  type FacetQuery,
  filters,
  type JsonSchema,
  type ManyResult,
  type NewCurationLink,
  type NewSample,
  type Organization,
  type PageQuery,
  type Publication,
  type Recommendation,
  type RelatedOptions,
  type Relationship,
  type ReservationResult,
  type Sample,
  type SampleChange,
  type SampleContent,
  type SampleQuery,
  type SampleRef,
  type SampleReservation,
  type SampleStatus,
  Samples,
  SamplesV2,
  type SampleUpdate,
  type Span,
  type StructuredCell,
  type StructuredData,
  type StructuredTable,
  StructuredTables,
  type V2,
  type Validation,
  type ValidationIssue,
  type ValidationResult,
} from './services/biosamples/index.ts';
