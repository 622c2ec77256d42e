export { createDocuments, type Documents } from './documents.ts';
export { followLog, type RunningFollower } from './follow-log.ts';
export { createReadCache, type Loaded, type ReadCache } from './read-cache.ts';
export { bytesOf, isNotModified, type ReadyAnswer, readyAnswer } from './ready-answer.ts';
