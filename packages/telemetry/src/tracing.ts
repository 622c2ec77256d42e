import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { environment, readSettings, setting } from '@cartwright/config';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { foreignAttributes, spanAttributes } from './names.ts';

interface TracingOptions {
  serviceName: string;
  /** Sends spans by OTLP over HTTP: `http://collector:4318`. */
  endpoint?: string;
  /** Appends spans as lines of JSON to a file. */
  file?: string;
}

let stop: (() => Promise<void>) | undefined;

/** Whether spans are recorded. */
export const isTracing = (): boolean => stop !== undefined;

/**
 * What is read before all other settings, since tracing must have started before `pg` is loaded;
 * declared like them, so that what is wrong is told with theirs.
 */
export const tracingSettings = {
  endpoint: setting.optionalText({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    pattern: /^https?:\/\/(\[[\da-f:]+\]|[\w.-]+)(:\d+)?(\/\S*)?$/i,
    problem: 'must be an address such as http://collector:4318',
    description: 'Collector to which traces are sent by OTLP over HTTP; unset: no traces are made',
  }),
  serviceName: setting.text({
    env: 'OTEL_SERVICE_NAME',
    default: 'cartwright',
    description: 'Name of this process in traces',
  }),
};

/** Starts tracing as the environment asks; loads nothing when it asks for none (150 ms, 45 MB). */
export async function startTracingFromEnvironment(): Promise<void> {
  const { endpoint, serviceName } = readSettings(tracingSettings, environment(), []);
  const { CARTWRIGHT_TRACE_FILE: file } = environment();
  if (!endpoint && !file) return;
  await startTracing({
    serviceName,
    ...(endpoint ? { endpoint } : {}),
    ...(file ? { file } : {}),
  });
}

/** Starts tracing once. `pg` is patched only when it is loaded after this has ended. */
export async function startTracing(options: TracingOptions): Promise<void> {
  if (stop !== undefined) return;
  const [{ NodeSDK }, { BatchSpanProcessor, SimpleSpanProcessor }, { PgInstrumentation }] =
    await Promise.all([
      import('@opentelemetry/sdk-node'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/instrumentation-pg'),
    ]);
  const processors = [];
  if (options.endpoint !== undefined) {
    const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
    const url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
    processors.push(
      new BatchSpanProcessor({ exporter: onlyKnownAttributes(new OTLPTraceExporter({ url })) }),
    );
  }
  if (options.file !== undefined) {
    const exporter = onlyKnownAttributes(fileExporter(options.file));
    processors.push(new SimpleSpanProcessor({ exporter }));
  }
  const sdk = new NodeSDK({
    serviceName: options.serviceName,
    autoDetectResources: false,
    spanProcessors: processors,
    metricReaders: [],
    logRecordProcessors: [],
    // Polling outside of any request would otherwise fill the store with traces of one span.
    instrumentations: [
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
    ],
  });
  sdk.start();
  stop = () => sdk.shutdown();
}

/** The exporter itself would wait 10 s for a collector that takes spans and never answers. */
const flushMs = 2_000;

/** Sends what is left; the last step of a shutdown. A collector that is away does not fail it. */
export async function stopTracing(): Promise<void> {
  const running = stop;
  stop = undefined;
  if (running === undefined) return;
  await Promise.race([running().catch(() => undefined), delay(flushMs, undefined, { ref: false })]);
}

const known = new Set<string>([...Object.values(spanAttributes), ...foreignAttributes]);

/**
 * Lets through only attributes that are known to hold no personal data, and no messages of errors:
 * PostgreSQL repeats a caller's input in them (`invalid input syntax for type uuid: "..."`).
 */
function onlyKnownAttributes(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(stripped), done),
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush ? { forceFlush: async () => exporter.forceFlush?.() } : {}),
  };
}

function stripped(span: ReadableSpan): ReadableSpan {
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(span.parentSpanContext === undefined ? {} : { parentSpanContext: span.parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: { code: span.status.code },
    attributes: Object.fromEntries(
      Object.entries(span.attributes).filter(([name]) => known.has(name)),
    ),
    links: span.links.map(({ context }) => ({ context })),
    events: [],
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount + span.events.length,
    droppedLinksCount: span.droppedLinksCount,
  };
}

/** For tests: written at once, so that a killed process has told what it did. */
function fileExporter(file: string): SpanExporter {
  return {
    export: (spans, done) => {
      appendFileSync(file, spans.map((span) => `${JSON.stringify(describe(span))}\n`).join(''));
      done({ code: 0 });
    },
    shutdown: async () => undefined,
  };
}

function describe(span: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext();
  return {
    traceId,
    spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    name: span.name,
    kind: span.kind,
    service: span.resource.attributes['service.name'],
    startMs: span.startTime[0] * 1000 + span.startTime[1] / 1e6,
    durationMs: span.duration[0] * 1000 + span.duration[1] / 1e6,
    isError: span.status.code === 2,
    attributes: span.attributes,
    links: span.links.map(({ context }) => context.traceId),
  };
}
