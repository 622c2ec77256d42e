import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Overloaded } from './group-commit.ts';
import { CutConnection, Refusal } from './refusal.ts';

// An import would read every member of the module, among them one that loads Node's fetch: 13 MiB.
const { createServer } = process.getBuiltinModule('node:http');

const BODY_BYTES_MAX = 16_384;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than callers keep a connection: one that ended under a request has no clear outcome. */
const KEEP_ALIVE_MS = 72_000;

/** What a request asks, its parts not yet checked. */
interface Call {
  /** Named groups of the route's path. */
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  idempotencyKey: unknown;
  /** Parsed where it is JSON, the text of a form; undefined without a body. */
  body: unknown;
}

/** An answer that is not JSON with 200. */
export class Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;

  constructor(o: { status: number; headers: Readonly<Record<string, string>>; text: string }) {
    this.status = o.status;
    this.headers = o.headers;
    this.text = o.text;
  }
}

export interface Route {
  method: 'GET' | 'POST';
  path: RegExp;
  /** Answers without the bearer. */
  isOpen?: boolean;
  /** Members of a JSON answer with 200, or a page. */
  answer: (call: Call) => object | Promise<object>;
}

/**
 * A server for some routes on Node's own HTTP alone: a framework would take a third of this
 * process's memory, which every shop with test payments carries.
 */
export function answerRequests(
  routes: readonly Route[],
  isAllowed: (authorization: string) => boolean,
): Server {
  const server = createServer((request, response) => {
    answer(request, routes, isAllowed).then(
      (page) => write(response, page),
      (error: unknown) => answerError(response, error),
    );
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function answer(
  request: IncomingMessage,
  routes: readonly Route[],
  isAllowed: (authorization: string) => boolean,
): Promise<Page> {
  const [path = '', search] = (request.url ?? '').split('?', 2);
  for (const route of routes) {
    const found = route.method === request.method ? route.path.exec(path) : null;
    if (found === null) continue;
    if (route.isOpen !== true && !isAllowed(request.headers.authorization ?? ''))
      throw new Refusal(401, 'not-allowed', 'the bearer is not the secret');
    const answered = await route.answer({
      params: decoded(found.groups ?? {}),
      query: Object.fromEntries(new URLSearchParams(search)),
      idempotencyKey: request.headers['idempotency-key'],
      body: request.method === 'POST' ? await readBody(request) : undefined,
    });
    return answered instanceof Page ? answered : json(200, answered);
  }
  throw new Refusal(404, 'not-found', 'there is nothing here');
}

function decoded(groups: Readonly<Record<string, string>>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch (cause) {
    throw new Refusal(400, 'invalid-request', 'the address is not encoded well', { cause });
  }
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request);
  if (text === '') return undefined;
  const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
  if (type.trim() === 'application/x-www-form-urlencoded') return text;
  if (type.trim() !== 'application/json')
    throw new Refusal(415, 'invalid-request', 'the body is neither JSON nor a form');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Refusal(400, 'invalid-request', 'the body is not JSON', { cause });
  }
}

/** Reads on past the limit and keeps nothing: a caller that still sends does not hear an answer. */
function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
    });
    request.on('end', () => {
      if (bytes <= BODY_BYTES_MAX) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(new Refusal(413, 'invalid-request', 'the body is too large'));
    });
    request.on('error', () => reject(new CutConnection('the caller went away')));
  });
}

const json = (status: number, body: object): Page =>
  new Page({
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    text: JSON.stringify(body),
  });

function write(response: ServerResponse, { status, headers, text }: Page): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function answerError(response: ServerResponse, error: unknown): void {
  if (error instanceof CutConnection) {
    response.socket?.destroy();
    return;
  }
  const [status, code, message] = describe(error);
  if (status >= 500 && !(error instanceof Overloaded))
    process.stderr.write(`${JSON.stringify({ error: String(error) })}\n`);
  write(response, json(status, { error: { code, message } }));
}

function describe(error: unknown): [status: number, code: string, message: string] {
  if (error instanceof Refusal) return [error.status, error.code, error.message];
  if (error instanceof Overloaded) return [503, 'overloaded', error.message];
  return [500, 'internal-error', 'internal error'];
}
