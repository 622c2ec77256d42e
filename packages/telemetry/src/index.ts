export { type Logger, logger } from './logger.ts';
export {
  metrics,
  renderMetrics,
  startProcessMetrics,
  watchCache,
  watchPool,
} from './metrics.ts';
export {
  type SpanAttributes,
  spanAttributes,
  spanNames,
} from './names.ts';
export { type NoteOne, type RequestKind, requestLog } from './request-log.ts';
export { currentTraceparent, inSpan } from './spans.ts';
export { isTracing } from './tracing.ts';
