export { type WebinAccount, webin } from '../../accounts/webin.ts';
export * from '../../core/index.ts';
export type {
  Checklist,
  ChecklistField,
  ChecklistRecord,
  ChecklistRef,
  JsonSchema,
} from './checklist-types.ts';
export { Checklists } from './checklists.ts';
export { BioSamples, type BioSamplesOptions } from './client.ts';
export { Accessions, CurationLinks, Curations } from './curations.ts';
export type { PageQuery } from './endpoints/curations.ts';
export { filters, type Span } from './filters.ts';
export type { RelatedOptions } from './related.ts';
export { Samples } from './samples.ts';
export { type SampleGraphOptions, sampleGraph, sampleTable } from './show.ts';
export { StructuredTables } from './structured-data.ts';
export type {
  AccessionQuery,
  Attribute,
  Characteristics,
  CharacteristicValue,
  Contact,
  Curation,
  CurationLink,
  CurationLists,
  DownloadQuery,
  ExternalReference,
  Facet,
  FacetQuery,
  ManyResult,
  NewCurationLink,
  NewSample,
  Organization,
  Publication,
  Recommendation,
  Relationship,
  ReservationResult,
  Sample,
  SampleChange,
  SampleContent,
  SampleQuery,
  SampleRef,
  SampleReservation,
  SampleStatus,
  SampleUpdate,
  StructuredCell,
  StructuredData,
  StructuredTable,
  Validation,
  ValidationIssue,
  ValidationResult,
} from './types.ts';
export { type ChunkOptions, SamplesV2, type V2 } from './v2.ts';
