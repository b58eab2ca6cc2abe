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
  type UploadResult,
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
