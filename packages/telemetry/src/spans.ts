import {
  type Context,
  context,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { SpanAttributes } from './names.ts';
import { isTracing } from './tracing.ts';

interface SpanOptions {
  /** `internal` unless told. */
  kind?: 'internal' | 'server' | 'client' | 'consumer';
  /** Continues the trace of another process or of a stored event; ignored when not well formed. */
  parentTraceparent?: string | null;
  /** Traceparents of other work that this work carries, such as the members of a batch. */
  links?: readonly string[];
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const;

/**
 * Runs work in a span that ends with it. The span is undefined while tracing is off. A failure is
 * marked with the error's name or code only: messages may hold what a caller sent.
 */
export function inSpan<R>(
  name: string,
  attributes: SpanAttributes,
  run: (span: Span | undefined) => Promise<R> | R,
  options: SpanOptions = {},
): Promise<R> {
  // Some forty spans an order: none is made that nobody records and that continues no trace.
  return isTracing() || options.parentTraceparent
    ? recorded(name, attributes, run, options)
    : unrecorded(run);
}

/** The promise of the work itself, without another one around it. */
function unrecorded<R>(run: (span: undefined) => Promise<R> | R): Promise<R> {
  try {
    const result = run(undefined);
    return result instanceof Promise ? result : new Promise<R>((resolve) => resolve(result));
  } catch (error) {
    return Promise.reject(error);
  }
}

async function recorded<R>(
  name: string,
  attributes: SpanAttributes,
  run: (span: Span | undefined) => Promise<R> | R,
  options: SpanOptions,
): Promise<R> {
  const span = trace
    .getTracer('cartwright')
    .startSpan(
      name,
      { kind: kinds[options.kind ?? 'internal'], attributes, links: linksOf(options.links ?? []) },
      parentOf(options.parentTraceparent),
    );
  if (!span.isRecording()) return run(isValid(span) ? span : undefined);
  try {
    return await context.with(trace.setSpan(context.active(), span), () => run(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.setAttribute('error.type', typeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** The W3C `traceparent` of the running span, to be carried with a call, an event or a job. */
export function currentTraceparent(): string | undefined {
  const span = trace.getActiveSpan();
  if (span === undefined || !isValid(span)) return undefined;
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

function parentOf(traceparent: string | null | undefined): Context {
  const parent = parse(traceparent);
  if (parent === undefined) return context.active();
  return trace.setSpanContext(context.active(), parent);
}

function linksOf(traceparents: readonly string[]): Link[] {
  return traceparents.flatMap((traceparent) => {
    const linked = parse(traceparent);
    return linked === undefined ? [] : [{ context: linked }];
  });
}

function parse(traceparent: string | null | undefined): SpanContext | undefined {
  const match = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '');
  const [, traceId, spanId, flags] = match ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  const parsed = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return trace.isSpanContextValid(parsed) ? parsed : undefined;
}

function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : error.name;
}

const isValid = (span: Span): boolean => trace.isSpanContextValid(span.spanContext());
