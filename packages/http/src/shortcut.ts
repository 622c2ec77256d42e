import type { IncomingMessage, ServerResponse } from 'node:http';
import { isTracing } from '@cartwright/telemetry';
import type { FastifyInstance } from 'fastify';
import type { NoteRequest } from './note-requests.ts';

/**
 * Answers a GET request from what is ready, before it is routed, and tells the route that it was
 * answered for. Undefined leaves the request to its route, untouched.
 */
export type Shortcut = (request: IncomingMessage, response: ServerResponse) => string | undefined;

/**
 * Asks the shortcut before Fastify, whose routing, hooks and promises cost as much as an answer
 * that is ready. Requests are logged and measured all the same; traced ones, and those of a server
 * that is closing, take the long way.
 */
export function takeShortcut(app: FastifyInstance, shortcut: Shortcut, note: NoteRequest): void {
  const [handle] = app.server.listeners('request');
  if (handle === undefined) throw new Error('the server has no listener for requests');
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.server.removeAllListeners('request');
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const startedMs = performance.now();
    const route = !isClosing && mayBeShort(request) ? shortcut(request, response) : undefined;
    if (route === undefined) return handle.call(app.server, request, response);
    // As on the long way, an answer that nobody took has no line. It finishes but once.
    response.on('finish', () => {
      const durationMs = performance.now() - startedMs;
      note({ method: 'GET', route, status: response.statusCode, durationMs });
    });
  });
}

/** What belongs to a trace has its ids in the log, which its route knows. */
const mayBeShort = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' &&
  headers.traceparent === undefined &&
  !isTracing() &&
  isAddress(headers.host ?? 'none');

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
