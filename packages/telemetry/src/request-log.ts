import { trace } from '@opentelemetry/api';
import { type DestinationStream, symbols } from 'pino';
import { writerSoon } from './joined-lines.ts';
import type { Logger } from './logger.ts';
import { redactLine } from './redaction.ts';

/** What is the same of many requests. */
export interface RequestKind {
  method: string;
  /** The pattern of the route and never the address, which may hold a secret. */
  route: string;
  status: number;
}

/** Notes one request of a kind. */
export type NoteOne = (durationMs: number, traceId?: string) => void;

/**
 * Writes the one line of each request as `log.info` would. It holds nothing but names of our own
 * and numbers, so nothing needs to be looked for and cut out, and what is the same each time is
 * made once: with pino a line took as long as a kept answer.
 */
export function requestLog(log: Logger): (kind: RequestKind) => NoteOne {
  const destination: DestinationStream = Reflect.get(log, symbols.streamSym);
  const write = writerSoon(destination);
  const bindings = redactLine(String(Reflect.get(log, symbols.chindingsSym)));
  return ({ method, route, status }) => {
    const kind = JSON.stringify({ method, route, status }).slice(1, -1);
    const middle = `"${bindings},${kind},"durationMs":`;
    return (exactMs, traceId) => {
      const durationMs = Math.round(exactMs * 10) / 10;
      if (traceId !== undefined || trace.getActiveSpan() !== undefined) {
        const ids = traceId === undefined ? {} : { trace_id: traceId };
        log.info({ method, route, status, durationMs, ...ids }, 'request');
      } else if (log.isLevelEnabled('info'))
        write(`{"level":"info","time":"${isoNow()}${middle}${durationMs},"msg":"request"}\n`);
    };
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
