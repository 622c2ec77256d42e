import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { pipeline } from 'node:stream';
import { ContractError } from '@cartwright/contract';
import { type MountHandler, toProblem, wasNeverSent } from '@cartwright/http';

// An import would read every member of the module, among them one that loads Node's fetch: 13 MiB.
const { request: plainRequest } = process.getBuiltinModule('node:http');

/** Pictures and sign-in answer within seconds; a service that hangs must not hold the client. */
const silenceMsMax = 30_000;

/**
 * Headers of one connection, which say nothing of the next (RFC 9110, 7.6.1). Those that a client
 * names in `Connection` are passed on all the same: it could name the length of its body or the
 * address that we tell of it.
 */
const ofOneConnection = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Passes requests on to a service of another process, and its answers back. A client that goes away
 * ends the request there too. A service that is gone, silent or broken is told as a problem; where
 * its answer breaks off, so does ours, because half a body must not look like a whole one.
 */
export function passOn(base: string, o: { silenceMs?: number } = {}): MountHandler {
  const { protocol, hostname, port } = new URL(base);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isTls = protocol === 'https:';
  return (request, response) => {
    const onward = (isTls ? tlsRequest : plainRequest)({
      host,
      port: port === '' ? undefined : port,
      // Node would take the name that the client asked for, which the certificate does not hold.
      ...(isTls ? { servername: isIP(host) === 0 ? host : '' } : {}),
      method: request.method,
      path: request.url,
      headers: { ...ofBothConnections(request.headers), ...framingOf(request.headers) },
    });
    onward.setTimeout(o.silenceMs ?? silenceMsMax, () =>
      onward.destroy(new Error('the service was silent for too long')),
    );
    onward.on('response', (answer) => passBack(answer, response, onward.method));
    onward.on('error', (error) => refuse({ request, response, error }));
    response.on('close', () => {
      if (!response.writableFinished) onward.destroy();
    });
    request.pipe(onward);
  };
}

function passBack(answer: IncomingMessage, response: ServerResponse, method: string): void {
  try {
    response.writeHead(answer.statusCode ?? 0, ofBothConnections(answer.headers));
  } catch {
    // A status or header that no server may send.
    answer.destroy();
    sendProblem(response, method);
    return;
  }
  // An answer that breaks off destroys ours with it.
  pipeline(answer, response, () => undefined);
}

function refuse(o: { request: IncomingMessage; response: ServerResponse; error: Error }): void {
  const { request, response, error } = o;
  request.unpipe();
  if (response.headersSent || response.destroyed) return void response.destroy();
  // What is still to come of the body would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  sendProblem(response, wasNeverSent(error) ? 'GET' : (request.method ?? 'GET'));
}

/** What only reads can be asked for again; of anything else nobody knows whether it was done. */
function sendProblem(response: ServerResponse, method: string): void {
  const isRead = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  const problem = toProblem(new ContractError(isRead ? 'unavailable' : 'outcome-unknown'));
  response.writeHead(problem.status, {
    'retry-after': '2',
    'cache-control': 'no-store',
    'content-type': 'application/problem+json',
  });
  response.end(JSON.stringify(problem));
}

/**
 * A body without a length is cut into chunks anew. Node does so by itself for some methods only:
 * the body of a GET or DELETE would go out bare, and be read as the next request on the connection.
 */
const framingOf = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };

const ofBothConnections = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneConnection.has(name)));
