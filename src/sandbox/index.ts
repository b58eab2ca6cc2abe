export type { Rule as SandboxRule } from './answer.ts';
export { listSandboxRoutes, listSandboxRules } from './catalogue.ts';
export type { Duration, LabClock } from './clock.ts';
export { SandboxError, type SandboxErrorCode } from './errors.ts';
export type { Lab, LabConfig, LabCredentials, LabEnv, LabSnapshot, LabUrls, Login } from './face.ts';
export type {
  Fault,
  FaultEffect,
  FaultHandle,
  FaultRequest,
  FaultRule,
  LabFaults,
} from './faults.ts';
export type { LabJournal, RequestQuery, RequestRecord } from './journal.ts';
export { startSandbox } from './lab.ts';
export type { LabLifecycle, LifecyclePlan, LifecyclePlanInput } from './lifecycle.ts';
export type {
  SandboxOptions,
  SandboxService,
} from './options.ts';
export {
  type FaultDraw,
  type RandomFault,
  type RandomFaultOptions,
  randomFaults,
} from './random-faults.ts';
export type { RouteInfo } from './routes.ts';
export type { SandboxSeed } from './seed.ts';
export type { AapAccount, AapSeed, AapSeedDomain } from './services/aap/seed.ts';
export type { AapStateView, SandboxAapDomain, SandboxAapUser } from './services/aap/state-view.ts';
export type { Instant } from './services/biosamples/instants.ts';
export type { Status, SubmittedVia, TextRecord } from './services/biosamples/model.ts';
export type { JsonObject } from './services/biosamples/read.ts';
export type { SandboxCharacteristic, SandboxSample } from './services/biosamples/render.ts';
export type { BioSamplesSeed } from './services/biosamples/seed.ts';
export type { Taxon } from './services/biosamples/taxonomy.ts';
export type { EnaSeed, EnaSeedSubmission } from './services/ena/seed.ts';
export type {
  EnaStateView,
  SandboxEnaObject,
  SandboxEnaSubmission,
  SandboxEnaUpload,
} from './services/ena/state.ts';
export type { Role as OpenBisRole } from './services/openbis/model.ts';
export type { Obj as OpenBisCreation } from './services/openbis/params.ts';
export type {
  OpenBisCollectionSeed,
  OpenBisDatasetSeed,
  OpenBisObjectSeed,
  OpenBisSeed,
  OpenBisUser,
} from './services/openbis/seed.ts';
export type {
  OpenBisStateView,
  SandboxOpenBisCollection,
  SandboxOpenBisDataset,
  SandboxOpenBisObject,
} from './services/openbis/state-view.ts';
export type {
  IsaText,
  RoleName as SodarRoleName,
  ZoneStatus as SodarZoneStatus,
} from './services/sodar/model.ts';
export type { SodarCredentials, SodarProjectSeed, SodarSeed, SodarUserSeed } from './services/sodar/seed.ts';
export type {
  SandboxDataObject,
  SandboxLandingZone,
  SandboxProject,
  SandboxSheet,
  SodarStateView,
} from './services/sodar/views.ts';
export type { SubmissionStatus } from './services/usi/model.ts';
export type { SandboxUsiSample, SandboxUsiSubmission, UsiStateView } from './services/usi/state-view.ts';
export type { WebinAccount } from './services/webin/accounts.ts';
export { knownSettings as listSandboxSettings, type Settings as SandboxSettings } from './settings.ts';
export type { LabState, SandboxCurationLink, SandboxStructuredData } from './state.ts';
export type { RequestEvent, RequestListener, RequestStage } from './watch.ts';
