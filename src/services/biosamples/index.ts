export { type Environment, type WebinAccount, webin } from '../../accounts/webin.ts';
export { BioSamples, type BioSamplesOptions, Samples } from './client.ts';
export type {
  Characteristics,
  CharacteristicValue,
  Contact,
  ExternalReference,
  NewSample,
  Organization,
  Publication,
  Relationship,
  Sample,
  SampleContent,
  SampleQuery,
  SampleRef,
  SampleReservation,
  SampleStatus,
  SampleUpdate,
  Validation,
  ValidationIssue,
} from './types.ts';
