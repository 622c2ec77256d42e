import { trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { type JoinedLines, joinLines } from './joined-lines.ts';
import { readableLine } from './readable-line.ts';
import { describeError, redactFields, redactLine } from './redaction.ts';

export type Logger = PinoLogger;

interface LoggerOptions {
  service?: string;
  /** `info` unless told. */
  level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Standard output unless told. */
  destination?: DestinationStream;
}

/**
 * Writes one JSON object a line, or a readable line to a terminal. Lines inside a span carry its
 * ids. Log ids, never personal data: what slips through by a known name or form is cut out.
 */
export function logger(options: LoggerOptions = {}): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: options.service === undefined ? null : { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: spanIds,
      serializers: { err: describeError, error: describeError },
      formatters: {
        level: (label) => ({ level: label }),
        log: redactFields,
      },
      hooks: { streamWrite: redactLine },
    },
    options.destination ?? standardOutput(),
  );
}

function spanIds(): object {
  const context = trace.getActiveSpan()?.spanContext();
  if (context === undefined || !trace.isSpanContextValid(context)) return {};
  return { trace_id: context.traceId, span_id: context.spanId };
}

/** One for all loggers of a process, so that their lines keep their order. */
let joined: JoinedLines | undefined;

function standardOutput(): DestinationStream {
  if (!process.stdout.isTTY) {
    joined ??= joinLines(pino.destination(1));
    return joined;
  }
  return { write: (line: string) => void process.stdout.write(readableLine(line)) };
}
