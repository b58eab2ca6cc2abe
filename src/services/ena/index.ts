export { type WebinAccount, webin, webinBasic } from '../../accounts/webin.ts';
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
export { type AccessionRow, AccessionTable } from './accession-table.ts';
export {
  type AnalysisAccession,
  accessionKind,
  accessionPatterns,
  type ExperimentAccession,
  is,
  type ProjectAccession,
  type RunAccession,
  type SampleAccession,
  type StudyAccession,
  type SubmissionAccession,
} from './accessions.ts';
export type { Action, ActionType } from './action-types.ts';
export { add, type EnvelopeOptions, fromXml, modify, toJson, toXml } from './builders.ts';
export { missingValues } from './checklist-check.ts';
export type { EnaChecklist, EnaChecklistField, EnaChecklistRecord } from './checklist-types.ts';
export { EnaChecklists, type TemplateOptions } from './checklists.ts';
export { Ena, type EnaEnvironment, type EnaOptions } from './client.ts';
export type { DeliveryOptions } from './deliver.ts';
export { Files } from './files/files.ts';
export {
  type AreaFile,
  type AreaOptions,
  type FilesUploadOptions,
  UploadedFile,
  type UploadSource,
} from './files/upload-types.ts';
export type { PartsOptions, PartsProgress } from './in-parts.ts';
export type { Kind, XmlKind } from './kinds.ts';
export { EnaObjects } from './objects.ts';
export type { LargeDocument, Objects } from './parts.ts';
export { Browser, Portal, Taxonomy } from './portal.ts';
export type {
  BrowserRecords,
  FileReportRequest,
  PortalField,
  PortalQuery,
  PortalResult,
  PortalRow,
  Taxon,
  TaxonSuggestion,
} from './portal-types.ts';
export { aliasFor, type DocumentFormat, type DocumentSource, type PrepareOptions } from './prepare.ts';
export { type Duplicate, dayOf, duplicateIn, duplicatesIn, Receipt } from './receipt.ts';
export type { EnaReport, QueuedSubmission, ReceiptContent, ReceiptObject } from './receipt-types.ts';
export type {
  AnalysisReport,
  AnalysisReportQuery,
  ExperimentReport,
  FileReport,
  FileReportQuery,
  ProcessReport,
  ProcessReportQuery,
  ReportQuery,
  RunReport,
  SampleReport,
  UnsubmittedFile,
} from './report-types.ts';
export { ReportOf, type Reports, UnsubmittedFiles } from './reports.ts';
export { Submissions } from './submissions.ts';
export type { SubmitOptions } from './submit.ts';
export type {
  Analysis,
  EnaAttribute,
  EnaDocument,
  EnaFile,
  EnaLink,
  EnaObject,
  EnaSample,
  Experiment,
  LibraryDescriptor,
  ObjectOf,
  Organism,
  OtherXml,
  Project,
  ProjectRelationship,
  Reference,
  Run,
  Study,
  Submission,
} from './types.ts';
export type { EnaValidation } from './validate.ts';
export { platformOf, type Vocabulary, vocabulary } from './vocabulary.ts';
