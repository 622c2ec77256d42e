import type { IncomingMessage, ServerResponse } from 'node:http';
import { isTracing } from '@cartwright/telemetry';
import type { FastifyInstance } from 'fastify';
import type { FindNote } from './note-requests.ts';

/** An answer of which nothing is left to be made. */
interface ShortAnswer {
  /** The pattern of the route that it was answered for. */
  route: string;
  status: number;
  /** Names and values in turn. */
  headerList: (string | string[])[];
  /** Where it is text, each character is a byte: Node writes it and the head in one. */
  body: string | Buffer;
}

/** Finds what is ready for a request, before it is routed; undefined leaves it to its route. */
export type Shortcut = (request: IncomingMessage) => ShortAnswer | undefined;

/**
 * Asks the shortcut before Fastify, whose routing, hooks and promises cost as much as an answer
 * that is ready. Requests are logged and measured all the same; traced ones, and those of a server
 * that is closing, take the long way.
 */
export function takeShortcut(app: FastifyInstance, shortcut: Shortcut, findNote: FindNote): void {
  const [handle] = app.server.listeners('request');
  if (handle === undefined) throw new Error('the server has no listener for requests');
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.server.removeAllListeners('request');
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const startedMs = performance.now();
    const answer = !isClosing && mayBeShort(request) ? shortcut(request) : undefined;
    if (answer === undefined) return handle.call(app.server, request, response);
    const { route, status } = answer;
    const note = findNote({ method: request.method ?? '', route, status });
    response.writeHead(status, answer.headerList);
    response.end(answer.body, 'latin1', (error?: Error | null) => {
      // As on the long way, an answer that nobody took has no line.
      if (error === undefined || error === null) note(performance.now() - startedMs);
    });
  });
}

/** What belongs to a trace has its ids in the log, which its route knows. */
const mayBeShort = ({ headers }: IncomingMessage): boolean =>
  headers.traceparent === undefined && !isTracing() && isAddress(headers.host ?? 'none');

/** Clients name few; the limit guards against names that are made up. */
const addressesMax = 100;
const addresses = new Set<string>();

/** Whether a Host header can stand in an address. */
export function isAddress(host: string): boolean {
  if (addresses.has(host)) return true;
  if (!URL.canParse(`http://${host}`)) return false;
  if (addresses.size < addressesMax) addresses.add(host);
  return true;
}
