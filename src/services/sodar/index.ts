export * from '../../core/index.ts';
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
export { readIsaTab } from './read-isatab.ts';
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
