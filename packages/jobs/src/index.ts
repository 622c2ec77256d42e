export {
  type DeadJob,
  dropDeadJob,
  hurryFailedJobs,
  listDeadJobs,
  retryDeadJob,
} from './dead-jobs.ts';
export { defineJob, type JobDefinition, type JobRun } from './define-job.ts';
export { installJobSchema } from './install-job-schema.ts';
export {
  createJobRunner,
  type JobQueue,
  type JobRunner,
} from './job-runner.ts';
export { measureDueJobs } from './measure-due-jobs.ts';
export { type RunningSweeps, type Sweep, startSweeps } from './sweeps.ts';
