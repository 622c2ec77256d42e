import {
  type Logger,
  metrics,
  type NoteOne,
  type RequestKind,
  requestLog,
} from '@cartwright/telemetry';

/** Finds how a request of this kind is noted. */
export type FindNote = (kind: RequestKind) => NoteOne;

/** Kinds of one route are some methods and statuses. */
type Known = RequestKind & { note: NoteOne };

/** One line and one measurement for each request; what is the same of many is looked up once. */
export function noteRequests(o: { log: Logger; name: string }): FindNote {
  const lineOf = requestLog(o.log);
  const knownByRoute = new Map<string, Known[]>();
  return ({ method, route, status }) => {
    const known = knownByRoute.get(route) ?? [];
    for (const one of known) if (one.status === status && one.method === method) return one.note;
    const writeLine = lineOf({ method, route, status });
    const labels = { server: o.name, method, route, status: String(status) };
    const observe = metrics.httpRequestDuration.of(labels);
    const note: NoteOne = (durationMs, traceId) => {
      observe(durationMs / 1000);
      writeLine(durationMs, traceId);
    };
    knownByRoute.set(route, [...known, { method, route, status, note }]);
    return note;
  };
}
