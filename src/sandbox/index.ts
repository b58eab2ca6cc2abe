export type { Rule as SandboxRule } from './answer';
export { listSandboxRoutes, listSandboxRules } from './catalogue';
export type { Duration, LabClock } from './clock';
export { SandboxError, type SandboxErrorCode } from './errors';
export type { Lab, LabConfig, LabCredentials, LabEnv, LabSnapshot, LabUrls, Login } from './face';
export type { Fault, FaultEffect, FaultHandle, LabFaults } from './faults';
export type { LabJournal, RequestQuery, RequestRecord } from './journal';
export { startSandbox } from './lab';
export type { LabLifecycle, LifecyclePlan } from './lifecycle';
export type {
  SandboxOptions,
  SandboxService,
} from './options';
export type { RouteInfo } from './routes';
export type { SandboxSeed } from './seed';
export type { Status, SubmittedVia, TextRecord } from './services/biosamples/model';
export type { SandboxCharacteristic, SandboxSample } from './services/biosamples/render';
export type { BioSamplesSeed } from './services/biosamples/seed';
export type { Taxon } from './services/biosamples/taxonomy';
export type { WebinAccount } from './services/webin/accounts';
export { knownSettings as listSandboxSettings, type Settings as SandboxSettings } from './settings';
export type { LabState, SandboxCurationLink, SandboxStructuredData } from './state';
export type { RequestEvent, RequestListener, RequestStage } from './watch';
