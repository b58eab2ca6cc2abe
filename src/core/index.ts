/** What every entry point gives: errors, options, credentials, hooks, and work that takes more than one call. */
export { basic } from './auth/basic.ts';
export type { Credential, CredentialSource, CredentialTools } from './auth/credential.ts';
export { token } from './auth/token.ts';
export { type Clock, systemClock } from './clock.ts';
export type { Environment } from './environment.ts';
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
} from './errors/index.ts';
export type { CallEvent, Hooks, NoticeEvent, ResponseEvent, RetryEvent } from './hooks.ts';
export type { ServiceOptions } from './http/context.ts';
export type { DigestName, Digests } from './http/digest.ts';
export type { Download, DownloadOptions, FileProgress } from './http/download.ts';
export type { Peer, Transport, WireBody, WireRequest, WireResponse } from './http/transport.ts';
export { TransportFailure } from './http/transport.ts';
export type { OpenableSource, Source } from './http/upload.ts';
export { BulkRun } from './many/bulk.ts';
export type { BulkOptions, BulkProgress, BulkResult, BulkSummary } from './many/bulk-plan.ts';
export type { JournalHeader } from './many/journal.ts';
export { type LoadedPage, type Page, Pager, type PageSource, type Place } from './many/pager.ts';
export type { WaitOptions, WaitProgress } from './many/wait.ts';
export type { CallDefaults, CallOptions, Progress } from './options.ts';
export { Redactor } from './redact.ts';
export { ServiceClient } from './service-client.ts';
export { Graph } from './show/graph.ts';
export type { GraphLink, GraphNode } from './show/graph-types.ts';
export { Table, type TableColumns, type TableRow, tableOf } from './show/table.ts';
