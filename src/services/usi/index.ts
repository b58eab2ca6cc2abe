export { type AapAccount, type AapExpiry, aap } from '../../accounts/aap.ts';
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
export { Aap } from './aap.ts';
export { AapDomains } from './aap-domains.ts';
export { AapProfiles } from './aap-profiles.ts';
export type {
  AapClaims,
  AapDomain,
  AapDomainRef,
  AapProfile,
  AapProfileRef,
  AapResource,
  AapUser,
  AapUserRef,
  NewAapDomain,
  NewAapUser,
} from './aap-types.ts';
export { AapUsers } from './aap-users.ts';
export type { UsiAccessions } from './accessions.ts';
export { Usi, type UsiOptions, type UsiRoot } from './client.ts';
export { dateOf } from './dates.ts';
export type { UsiStatusTable } from './endpoints/reference.ts';
export type { UsiPageQuery } from './endpoints/shared.ts';
export type { UsiSubmissionQuery } from './endpoints/submissions.ts';
export { hasCode } from './explain.ts';
export type { UsiFinalizeOptions } from './finalize.ts';
export { allows, hrefOf, idOf } from './hal.ts';
export type { UsiLink, UsiLinks, UsiResource } from './hal-types.ts';
export type { UsiSampleQuery } from './lists.ts';
export type {
  NewUsiProject,
  UsiProject,
  UsiProjectChange,
  UsiProjectContent,
  UsiProjectRef,
} from './project-types.ts';
export { UsiProjects } from './projects.ts';
export { UsiChecklists, UsiDataTypes, UsiStatusDescriptions, UsiSubmissionPlans } from './reference.ts';
export {
  errorsIn,
  hasErrors,
  type UsiErrorOptions,
  type UsiErrorReport,
  type UsiSampleErrors,
  type UsiStatusReport,
} from './report.ts';
export { UsiProcessingStatuses, UsiSubmissionStatuses, UsiValidationResults } from './results.ts';
export type { UsiResumeOptions } from './resume.ts';
export { UsiSamples } from './samples.ts';
export { splitSamples, type UsiSplitOptions } from './split.ts';
export { UsiSubmissions } from './submissions.ts';
export { UsiTeams } from './teams.ts';
export { AapToken } from './token.ts';
export type {
  NewUsiSample,
  NewUsiTeam,
  UsiAliasRef,
  UsiAttributes,
  UsiAttributeValue,
  UsiBlockers,
  UsiLinkList,
  UsiProcessingStatus,
  UsiReference,
  UsiRelationship,
  UsiSample,
  UsiSampleChange,
  UsiSampleContent,
  UsiSampleRef,
  UsiStatusDescription,
  UsiSubmission,
  UsiSubmissionContent,
  UsiSubmissionRef,
  UsiSubmissionStatus,
  UsiSubmissionStatusName,
  UsiTeam,
  UsiTeamRef,
  UsiValidationResult,
  UsiValidationSummary,
} from './types.ts';
export type { UsiWaitTarget } from './wait.ts';
