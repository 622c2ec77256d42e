import type { ServerOptions } from 'node:http';
import {
  type ContractDefinition,
  ContractError,
  type Handlers,
  isContractError,
  type RequestContext,
  type RouteDefinition,
} from '@cartwright/contract';
import { inSpan, type Logger } from '@cartwright/telemetry';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchemaCompiler,
  type FastifySerializerCompiler,
} from 'fastify';
import { checkAccess, checkIdempotencyKey } from './access.ts';
import { answerBrokenRequest } from './broken-requests.ts';
import { closeWell } from './closing.ts';
import { limitPipelines } from './limit-pipelines.ts';
import type { Answer } from './local-binding.ts';
import { noteRequests } from './note-requests.ts';
import { isFault, neutralise, problemHeaders, toProblem } from './problems.ts';
import { readableAddress } from './readable-address.ts';
import { compileAnswer, compilePart, inputProblems, type RequestPart } from './schemas.ts';
import { isAddress, type Shortcut, takeShortcut } from './shortcut.ts';
import { refuseUnstorableText } from './storable-text.ts';
import { verifyInternalToken } from './tokens.ts';

const bodyBytesDefaultMax = 256 * 1024;

declare module 'fastify' {
  interface FastifyContextConfig {
    route?: RouteDefinition;
    contract?: ContractDefinition;
  }
  interface FastifyRequest {
    call: RequestContext | null;
    rawJson?: string;
    /** Trace of the request, for its log line, which is written after its span has ended. */
    traceId?: string;
  }
}

/**
 * A Fastify server with our rules: bodies are not coerced, errors are problem documents, one log
 * line a request that names the route and never the address, which may hold a secret.
 */
export function createHttpServer(o: {
  log: Logger;
  name: string;
  /**
   * Proxies before this server that set X-Forwarded-For, each by appending to it. What stands
   * before their entries was written by the client and is never believed.
   */
  trustedProxies?: number;
  shortcut?: Shortcut;
}): FastifyInstance {
  const app = Fastify({
    logger: false,
    http: withoutEmptyStreams,
    bodyLimit: bodyBytesDefaultMax,
    trustProxy: proxyTrust(o.trustedProxies ?? 0),
    requestTimeout: 60_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    rewriteUrl: readableAddress,
    frameworkErrors: (error, _, reply) => void sendProblem(reply, fromFastify(error)),
    clientErrorHandler: answerBrokenRequest,
  });
  app.setValidatorCompiler(checkOf);
  app.setSerializerCompiler(serializerOf);
  app.decorateRequest('call', null);
  app.addHook('onRequest', (request, _, done) => {
    // Nothing has no type, and whoever parsed it would wait for an end that was long ago.
    if (request.raw.readableEnded) delete request.headers['content-type'];
    // PostgreSQL cannot store NUL; nobody types it into an address.
    if (request.url.includes('%00')) return done(new ContractError('malformed-request'));
    // Addresses are made from it by sign-in and pages, which would fail in the middle.
    if (!isAddress(request.headers.host ?? 'none'))
      return done(new ContractError('malformed-request', { detail: 'Host is not an address' }));
    // Packed bytes would be read as if they were the text itself.
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity')
      return done(
        new ContractError('unsupported-media-type', { detail: 'Send no Content-Encoding' }),
      );
    done();
  });
  readJsonBodies(app);
  answerProblems(app, o.log);
  const findNote = noteRequests(o);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const note = findNote({ method: request.method, route, status: reply.statusCode });
    note(reply.elapsedTime, request.traceId);
    done();
  });
  if (o.shortcut !== undefined) takeShortcut(app, o.shortcut, findNote);
  // Behind the shortcut, which gives way as soon as the server closes.
  closeWell(app);
  // Outside the shortcut, whose answers wait in line as well.
  limitPipelines(app.server);
  return app;
}

/** A request without a body has ended when it comes: most have none. Types do not know it yet. */
const withoutEmptyStreams: ServerOptions & { optimizeEmptyRequests: boolean } = {
  optimizeEmptyRequests: true,
};

/** The nearest proxies are believed; without any, X-Forwarded-* headers are nothing. */
const proxyTrust = (proxies: number): boolean | ((address: string, hop: number) => boolean) =>
  proxies === 0 ? false : (_, hop) => hop < proxies;

/**
 * What a route's schemas compile to, made when a request first needs it: made at start for all
 * routes, it took half a second and 30 MiB, most of it for routes that a process seldom serves.
 */
const checkOf: FastifySchemaCompiler<unknown> = ({ schema, httpPart }) => {
  const part = partOf(httpPart);
  let validate: ReturnType<typeof compilePart> | undefined;
  return (data) => {
    // Fastify types schemas as unknown; every schema here comes from a contract.
    validate ??= compilePart(schema as Parameters<typeof compilePart>[0], part);
    if (validate(data)) return { value: data };
    const problems = inputProblems(validate.errors, part);
    return { error: new ContractError('invalid-input', { problems }) };
  };
};

const serializerOf: FastifySerializerCompiler<unknown> = ({ schema }) => {
  let stringify: ReturnType<typeof compileAnswer> | undefined;
  return (data) => {
    // As above.
    stringify ??= compileAnswer(schema as Parameters<typeof compileAnswer>[0]);
    return stringify(data);
  };
};

const partOf = (httpPart: string | undefined): RequestPart =>
  httpPart === 'querystring' ? 'query' : httpPart === 'body' ? 'body' : 'params';

function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(
    /^application\/([\w.+-]+\+)?json/,
    { parseAs: 'string' },
    (request, body, done) => {
      if (request.routeOptions.config.route?.rawBody === true) request.rawJson = body;
      // Clients send the header with an empty DELETE; that is no body, not a broken one.
      if (body === '') return done(null, undefined);
      parse(request, body, (error, value) => {
        if (error !== null) return done(error, undefined);
        try {
          refuseUnstorableText(body, value);
          done(null, value);
        } catch (refusal) {
          done(refusal instanceof Error ? refusal : new Error('refused'), undefined);
        }
      });
    },
  );
}

function answerProblems(app: FastifyInstance, log: Logger): void {
  app.setNotFoundHandler((_, reply) => sendProblem(reply, new ContractError('not-found')));
  app.setErrorHandler((error: unknown, request, reply) => {
    const known = isContractError(error) ? error : fromFastify(error);
    if (isFault(known))
      log.error({ err: known.cause ?? known, route: request.routeOptions.url }, 'request failed');
    sendProblem(reply, known, request.routeOptions.config.contract);
  });
}

/** Fastify's own refusals (broken JSON, too large, wrong media type) by their status. */
function fromFastify(error: unknown): ContractError {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500;
  const code =
    status === 413
      ? 'too-large'
      : status === 415
        ? 'unsupported-media-type'
        : status === 429
          ? 'too-many-requests'
          : status === 404
            ? 'not-found'
            : typeof status === 'number' && status >= 400 && status < 500
              ? 'malformed-request'
              : 'internal-error';
  return new ContractError(code, { cause: error });
}

/** Answers a refusal as RFC 9457 says. */
export function sendProblem(
  reply: FastifyReply,
  error: ContractError,
  contract?: ContractDefinition,
): FastifyReply {
  const problem = toProblem(error, contract);
  return reply
    .code(problem.status)
    .headers(problemHeaders(problem, error))
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem);
}

/** What one HTTP request asks of a route: its parts, ready for a handler. */
export function inputOf(route: RouteDefinition, request: FastifyRequest): Record<string, unknown> {
  return {
    ...(route.params === undefined ? {} : { params: request.params }),
    ...(route.query === undefined ? {} : { query: request.query }),
    ...(route.body === undefined ? {} : { body: request.body }),
    ...(route.rawBody === true
      ? { rawBody: request.rawJson ?? '', headers: forwardedHeaders(request) }
      : {}),
  };
}

function forwardedHeaders(request: FastifyRequest): Record<string, string> {
  const carried = request.headers['cartwright-forwarded-headers'];
  // Only behind an internal token: from outside it would put words into a provider's mouth.
  if (request.call !== null && typeof carried === 'string')
    return JSON.parse(decodeURIComponent(carried));
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' && isForProviders(name) ? [[name, value]] : [],
    ),
  );
}

const isForProviders = (name: string): boolean =>
  name !== 'cookie' && name !== 'authorization' && !name.startsWith('cartwright-');

/** Fastify's schema of a route; `responses` become serialisers, so nothing undeclared leaves. */
export function fastifySchema(route: RouteDefinition): Record<string, unknown> {
  const responses = Object.entries(route.responses).filter(([, schema]) => schema !== null);
  return {
    ...(route.params === undefined ? {} : { params: route.params }),
    ...(route.query === undefined ? {} : { querystring: route.query }),
    ...(route.body === undefined ? {} : { body: route.body }),
    response: Object.fromEntries(responses),
  };
}

/**
 * Serves a contract's routes of one kind to other processes. Every route wants a token that this
 * service's key verifies and that names a caller the contract allows.
 */
export function serveContract<C extends ContractDefinition>(
  app: FastifyInstance,
  o: {
    contract: C;
    handlers: Handlers<C>;
    kind: 'public' | 'internal';
    key: Uint8Array;
    log: Logger;
  },
): void {
  for (const [name, route] of Object.entries(o.contract.routes)) {
    if (route.access.kind !== o.kind) continue;
    app.route({
      method: route.method,
      url: route.path,
      schema: fastifySchema(route),
      bodyLimit: route.bodyBytesMax ?? bodyBytesDefaultMax,
      config: { route, contract: o.contract },
      // Before the body is read: a stranger's bytes are not parsed.
      onRequest: async (request) => {
        request.call = await contextOf(request, route, o);
      },
      handler: async (request, reply) => {
        // The handler of this very route: its types are those of the contract.
        const handler = o.handlers[name] as unknown as (
          input: unknown,
          context: RequestContext,
        ) => Promise<Answer>;
        const context = request.call;
        if (context === null) throw new ContractError('sign-in-required');
        const answer = await inServerSpan(request, `${o.contract.service}.${name}`, () =>
          callHandler(handler, route, o.contract, inputOf(route, request), context),
        );
        return reply.code(answer.status).send(answer.body ?? undefined);
      },
    });
  }
}

async function callHandler(
  handler: (input: unknown, context: RequestContext) => Promise<Answer>,
  route: RouteDefinition,
  contract: ContractDefinition,
  input: unknown,
  context: RequestContext,
): Promise<Answer> {
  try {
    return await handler(input, context);
  } catch (error) {
    throw neutralise(error, contract, route);
  }
}

/** Continues the caller's trace and remembers its id for the request's log line. */
export function inServerSpan<T>(
  request: FastifyRequest,
  name: string,
  run: () => Promise<T> | T,
): Promise<T> {
  const parent = request.headers.traceparent;
  return inSpan(
    name,
    {},
    (span) => {
      const traceId = span?.spanContext().traceId;
      if (traceId !== undefined) request.traceId = traceId;
      return run();
    },
    { kind: 'server', ...(typeof parent === 'string' ? { parentTraceparent: parent } : {}) },
  );
}

async function contextOf(
  request: FastifyRequest,
  route: RouteDefinition,
  o: { contract: ContractDefinition; key: Uint8Array },
): Promise<RequestContext> {
  const { headers } = request;
  const identity = await verifyInternalToken(o.key, o.contract.service, headers.authorization);
  checkAccess(route, identity);
  const key = headerText(headers['idempotency-key']);
  checkIdempotencyKey(route, key);
  const timeoutMs = Number(headerText(headers['cartwright-timeout-ms']));
  const bearer = headerText(headers['cartwright-bearer']);
  const clientAddress = headerText(headers['cartwright-client-address']);
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0)
    throw new ContractError('malformed-request', { detail: 'the call has no deadline' });
  return {
    ...identity,
    deadline: Date.now() + Math.min(timeoutMs, 120_000),
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(bearer === undefined ? {} : { bearer }),
    ...(clientAddress === undefined ? {} : { clientAddress }),
  };
}

export const headerText = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
