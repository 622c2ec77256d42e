import { type Logger, metrics, requestLog } from '@cartwright/telemetry';

export type NoteRequest = ReturnType<typeof requestLog>;

/** One line and one measurement for each request. */
export function noteRequests(o: { log: Logger; name: string }): NoteRequest {
  const log = requestLog(o.log);
  return (line) => {
    const { method, route, status, durationMs } = line;
    metrics.httpRequestDuration.observe(
      { server: o.name, method, route, status: String(status) },
      durationMs / 1000,
    );
    log(line);
  };
}
