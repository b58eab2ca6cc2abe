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
export type { OpenableSource, Source } from '../../core/http/upload.ts';
export { BulkRun } from '../../core/many/bulk.ts';
export type { BulkOptions, BulkProgress, BulkResult, BulkSummary } from '../../core/many/bulk-plan.ts';
export type { JournalHeader } from '../../core/many/journal.ts';
export { type LoadedPage, type Page, Pager, type PageSource, type Place } from '../../core/many/pager.ts';
export type { WaitOptions, WaitProgress } from '../../core/many/wait.ts';
export type { CallDefaults, CallOptions, Progress } from '../../core/options.ts';
export { Redactor } from '../../core/redact.ts';
export { ServiceClient } from '../../core/service-client.ts';
export { SodarAccessTickets } from './access-tickets.ts';
export { SodarTokens, SodarUsers } from './accounts.ts';
export { Sodar, type SodarOptions } from './client.ts';
export { SodarDataRequests } from './data-requests.ts';
export { SodarDav, type SodarPutOptions } from './dav.ts';
export type { SodarDavEntry } from './dav-types.ts';
export type {
  SodarDeposit,
  SodarDepositedFile,
  SodarDepositFile,
  SodarDepositInput,
  SodarDepositOptions,
  SodarDepositProgress,
} from './deposit-types.ts';
export type { SodarUserQuery } from './endpoints/projects.ts';
export type { SodarPageQuery } from './endpoints/shared.ts';
export type { SodarAccessTicketQuery } from './endpoints/tickets.ts';
export { SodarInvites } from './invites.ts';
export { SodarIrods } from './irods.ts';
export type {
  SodarAccessTicket,
  SodarAccessTicketInput,
  SodarAccessTicketUpdate,
  SodarCollections,
  SodarDataRequest,
  SodarDataRequestInput,
  SodarFile,
  SodarIrodsEnvironment,
  SodarLockStatus,
} from './irods-types.ts';
export {
  type IsaColumn,
  type IsaExport,
  type IsaFile,
  IsaInvestigation,
  type IsaNewColumn,
  type IsaRowValues,
  IsaSection,
  IsaStudy,
  IsaTab,
  IsaTable,
  type IsaTerm,
} from './isatab/index.ts';
export { SodarProjects } from './projects.ts';
export { SodarRoles } from './roles.ts';
export { SodarSampleSheets } from './sample-sheets.ts';
export { SodarSettings } from './settings.ts';
export type {
  SodarAssay,
  SodarFolder,
  SodarFolderOptions,
  SodarImportOptions,
  SodarInvestigation,
  SodarSheetEdit,
  SodarSheetExport,
  SodarSheetFile,
  SodarSheetImport,
  SodarSheetSource,
  SodarStream,
  SodarStudy,
  SodarTerm,
} from './sheet-types.ts';
export { SodarTimeline } from './timeline.ts';
export type {
  NewSodarInvite,
  NewSodarProject,
  NewSodarRole,
  NewSodarToken,
  SodarDetail,
  SodarEvent,
  SodarEventObject,
  SodarInvite,
  SodarLogin,
  SodarMember,
  SodarOwnerTransfer,
  SodarProject,
  SodarProjectChange,
  SodarProjectUpdate,
  SodarPublicAccess,
  SodarRef,
  SodarRole,
  SodarRoleName,
  SodarSetting,
  SodarSettingRef,
  SodarSettingUpdate,
  SodarStatusChange,
  SodarToken,
  SodarTree,
  SodarUser,
} from './types.ts';
export type { SodarTransferOptions, SodarUploader, SodarUploaderEntry } from './uploader.ts';
export type { SodarVersion } from './versions.ts';
export type {
  SodarLandingZone,
  SodarLandingZoneInput,
  SodarLandingZoneQuery,
  SodarLandingZoneUpdate,
  SodarSubmittedZone,
  SodarZoneFilesQuery,
  SodarZoneSeen,
  SodarZoneSettings,
  SodarZoneStatus,
} from './zone-types.ts';
export type { SodarZoneProgress, SodarZoneTarget, SodarZoneWaitOptions } from './zone-wait.ts';
export { SodarLandingZones } from './zones.ts';
