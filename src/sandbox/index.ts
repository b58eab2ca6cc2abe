export type { Rule as SandboxRule } from './answer';
export { listSandboxRoutes, listSandboxRules } from './catalogue';
export type { Duration, LabClock } from './clock';
export { SandboxError, type SandboxErrorCode } from './errors';
export type { Fault, FaultEffect, FaultHandle, LabFaults } from './faults';
export type { LabJournal, RequestQuery, RequestRecord } from './journal';
export {
  type Lab,
  type LabConfig,
  type LabCredentials,
  type LabEnv,
  type LabSnapshot,
  type LabUrls,
  type Login,
  startSandbox,
} from './lab';
export type { LabLifecycle, LifecyclePlan } from './lifecycle';
export {
  knownSettings as listSandboxSettings,
  type SandboxOptions,
  type SandboxService,
  type Settings as SandboxSettings,
} from './options';
export type { RouteInfo } from './routes';
export type { SandboxSeed } from './seed';
export type { Status, SubmittedVia, TextRecord } from './services/biosamples/model';
export type { SandboxCharacteristic, SandboxSample } from './services/biosamples/render';
export type { BioSamplesSeed } from './services/biosamples/seed';
export type { Taxon } from './services/biosamples/taxonomy';
export type { WebinAccount } from './services/webin/accounts';
export type { LabState, SandboxCurationLink, SandboxStructuredData } from './state';
export type { RequestEvent, RequestListener, RequestStage } from './watch';
