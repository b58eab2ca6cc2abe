export { type WebinAccount, webin, webinBasic } from '../../accounts/webin.ts';
export * from '../../core/index.ts';
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
export { Ena, type EnaEnvironment, type EnaOptions } from './client.ts';
export type { DeliveryOptions } from './deliver.ts';
export type { Kind, XmlKind } from './kinds.ts';
export { EnaObjects } from './objects.ts';
export { aliasFor, type DocumentFormat, type DocumentSource, type PrepareOptions } from './prepare.ts';
export { type Duplicate, dayOf, duplicateIn, duplicatesIn, Receipt } from './receipt.ts';
export type { EnaReport, QueuedSubmission, ReceiptContent, ReceiptObject } from './receipt-types.ts';
export type { ReportOf, Reports } from './reports.ts';
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
