import { trace } from '@opentelemetry/api';
import { type DestinationStream, symbols } from 'pino';
import { writerSoon } from './joined-lines.ts';
import type { Logger } from './logger.ts';
import { redactLine } from './redaction.ts';

export interface RequestLine {
  method: string;
  /** The pattern of the route and never the address, which may hold a secret. */
  route: string;
  status: number;
  durationMs: number;
  traceId?: string | undefined;
}

/** Routes times statuses are far fewer; the limit guards against a route that is made up. */
const beginningsMax = 5_000;

/**
 * Writes the one line of each request as `log.info` would. It holds nothing but names of our own
 * and numbers, so nothing needs to be looked for and cut out, and what is the same each time is
 * made once: with pino a line took as long as a kept answer.
 */
export function requestLog(log: Logger): (line: RequestLine) => void {
  const destination: DestinationStream = Reflect.get(log, symbols.streamSym);
  const write = writerSoon(destination);
  const bindings = redactLine(String(Reflect.get(log, symbols.chindingsSym)));
  const beginnings = new Map<string, string>();
  const beginningOf = ({ method, route, status }: RequestLine): string => {
    const key = `${method} ${status} ${route}`;
    const known = beginnings.get(key);
    if (known !== undefined) return known;
    const made = JSON.stringify({ method, route, status }).slice(1, -1);
    if (beginnings.size < beginningsMax) beginnings.set(key, made);
    return made;
  };
  return (line) => {
    const { method, route, status, traceId } = line;
    const durationMs = Math.round(line.durationMs * 10) / 10;
    if (traceId !== undefined || trace.getActiveSpan() !== undefined) {
      const ids = traceId === undefined ? {} : { trace_id: traceId };
      log.info({ method, route, status, durationMs, ...ids }, 'request');
    } else if (log.isLevelEnabled('info'))
      write(
        `{"level":"info","time":"${isoNow()}"${bindings},${beginningOf(line)}` +
          `,"durationMs":${durationMs},"msg":"request"}\n`,
      );
  };
}

let shownMs = 0;
let shown = '';

function isoNow(): string {
  const nowMs = Date.now();
  if (nowMs !== shownMs) {
    shownMs = nowMs;
    shown = new Date(nowMs).toISOString();
  }
  return shown;
}
