export { getAnalysis, getExperiment, getProject, getRun, getSample, getStudy } from './objects.ts';
export {
  reportAnalyses,
  reportExperiments,
  reportProjects,
  reportRuns,
  reportSamples,
  reportStudies,
} from './reports.ts';
export { enqueueDocument, pollSubmission, submitDocument } from './submissions.ts';
