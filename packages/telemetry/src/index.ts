export { type Logger, type LoggerOptions, logger } from './logger.ts';
export {
  metrics,
  renderMetrics,
  startProcessMetrics,
  watchCache,
  watchPool,
} from './metrics.ts';
export {
  type SpanAttributeName,
  type SpanAttributes,
  spanAttributes,
  spanNames,
} from './names.ts';
export { type NoteOne, type RequestKind, requestLog } from './request-log.ts';
export { currentTraceparent, inSpan, type SpanOptions } from './spans.ts';
export { isTracing } from './tracing.ts';
