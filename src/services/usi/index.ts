export { type AapAccount, type AapExpiry, aap } from '../../accounts/aap.ts';
export * from '../../core/index.ts';
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
export { usiSampleGraph } from './show.ts';
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
  UsiDocument,
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
