import type { RouteDefinition } from '@cartwright/contract';
import {
  type Answer,
  answerLateBody,
  isOverload,
  overloaded,
  type Shortcut,
  sendProblem,
} from '@cartwright/http';
import type { Logger } from '@cartwright/telemetry';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestAsyncHookHandler,
  RouteHandlerMethod,
  RouteOptions,
} from 'fastify';
import { type Admission, createAdmission, type Entry, type LoadClass } from './admission.ts';
import { isPassedOn } from './clients.ts';
import { limitOpenCheckouts } from './limit-open-checkouts.ts';
import { checkOutName, isFromPage, isRead, loadClassOf, type ServedRoute } from './load-class.ts';
import { type RateCheck, rateChecks } from './rates.ts';
import { createEarlyRefusal } from './refuse-early.ts';
import type { GatewaySettings } from './settings.ts';

declare module 'fastify' {
  interface FastifyRequest {
    place?: Place;
  }
}

/** What a request that was let in holds until its work has ended. */
interface Place extends Entry {
  loadClass: LoadClass;
  /** Its work has begun, so it is under way until that ends, whoever still listens. */
  isWorking: boolean;
}

export interface RequestLimits {
  /** Runs a route's work within the limits; refuses what only now turns out to be work. */
  run: <A extends Answer>(
    name: string,
    request: FastifyRequest,
    work: () => Promise<A>,
  ) => Promise<A>;
  /** Refuses what can be refused before it is routed. */
  shortcut: Shortcut;
}

/** Taken in at any time: so few cannot be what makes a process late. */
const freeMax = 64;
/** Half of the time that a call has: a newcomer would wait as long before its own work. */
const oldestMsMax = 5_000;
/** Long, so that one long turn is no lateness: with 500 ms a crowd at a cold shop was refused. */
const loopSampleMs = 2_000;

interface Parts {
  settings: GatewaySettings;
  admission: Admission;
  checks: ReadonlyMap<string, readonly RateCheck[]>;
  /** What came may be of a proxy that was not declared. */
  onSuspect: (request: FastifyRequest) => void;
}

/**
 * Refuses what is too much, before any work and before the body is read: 503 past what the process
 * can do, 429 past what one client may. Staff and health are never refused here.
 */
export async function limitRequests(
  app: FastifyInstance,
  o: {
    settings: GatewaySettings;
    operations: ReadonlyMap<RouteDefinition, string>;
    trustedProxies: number;
    log: Logger;
  },
): Promise<RequestLimits> {
  const { settings } = o;
  // Measures only: what it would refuse by itself knows nothing of classes.
  await app.register(underPressure, { sampleInterval: loopSampleMs });
  await app.register(rateLimit, { global: false });
  const onSuspect = warnOfUnknownProxy(o);
  const parts: Parts = {
    settings,
    onSuspect,
    checks: rateChecks(app, { settings, onSuspect }),
    admission: createAdmission({
      limits: limitsOf(settings),
      eventLoopDelayMsMax: settings.eventLoopDelayMsMax,
      eventLoopDelayMs: () => app.memoryUsage().eventLoopDelay,
      now: () => performance.now(),
    }),
  };
  const early = createEarlyRefusal(parts.admission);
  app.addHook('onRoute', (options) => {
    const served = servedRoute(options, o.operations);
    if (isAlwaysAnswered(options, served)) return;
    if (served.operation?.name === checkOutName) early.watch(options.url);
    const own = [options.onRequest ?? []].flat();
    options.onRequest = [limitBeforeWork(served, parts), ...own, awaitBody];
    if (served.operation === undefined) options.handler = asWork(options.handler);
  });
  return { run: limitWork(parts), shortcut: early.shortcut };
}

function servedRoute(
  { url, config }: RouteOptions,
  operations: ReadonlyMap<RouteDefinition, string>,
): ServedRoute {
  const route = config?.route;
  const name = route === undefined ? undefined : operations.get(route);
  return route === undefined || name === undefined ? { url } : { url, operation: { name, route } };
}

/** Staff, reads that are no API, and what is kept as ready bytes: asking whether costs as much. */
function isAlwaysAnswered({ method, config }: RouteOptions, { url, operation }: ServedRoute) {
  if (operation === undefined)
    return config?.route !== undefined || (url !== '/*' && (method === 'GET' || method === 'HEAD'));
  const { access } = operation.route;
  const isStaff = access.kind === 'public' && access.who === 'staff';
  return isStaff || isKept(operation.route);
}

const isKept = (route: RouteDefinition): boolean => route.cacheTags !== undefined;

const limitsOf = (settings: GatewaySettings) => ({
  // Checkout measures itself how long its line takes, and says so.
  checkouts: {
    freeMax: settings.checkoutsAtOnceMax,
    atOnceMax: settings.checkoutsAtOnceMax,
    oldestMsMax,
  },
  writes: { freeMax, atOnceMax: settings.writesAtOnceMax, oldestMsMax },
  reads: { freeMax, atOnceMax: settings.readsAtOnceMax, oldestMsMax },
  pages: { freeMax, atOnceMax: settings.pagesAtOnceMax, oldestMsMax },
});

function limitBeforeWork(served: ServedRoute, parts: Parts): onRequestAsyncHookHandler {
  const checks = parts.checks.get(served.operation?.name ?? '') ?? [];
  return async (request, reply) => {
    // A HEAD route has the hooks of its GET route and then its own.
    if (request.place !== undefined) return;
    const loadClass = loadClassOf(served, request);
    if (loadClass !== undefined) {
      const place = takePlace(parts.admission, loadClass, request);
      if (place === undefined) return refuse(reply, loadClass);
      leaveWithAnswer(place, reply);
    }
    for (const check of checks) await check(request);
  };
}

function takePlace(
  admission: Admission,
  loadClass: LoadClass,
  request: FastifyRequest,
): Place | undefined {
  const entry = admission.enter(loadClass);
  if (entry === undefined) return undefined;
  request.place = { ...entry, loadClass, isWorking: false };
  return request.place;
}

/** Stands behind the hooks that find out who calls: the time that those take is ours. */
const awaitBody: onRequestAsyncHookHandler = async (request) => {
  const { place, raw } = request;
  if (raw.complete || isRead(request.method) || isFromPage(request)) return;
  place?.awaitBody(() => {
    // What is here as a whole only waits for its turn.
    if (raw.complete) return false;
    answerLateBody(raw.socket);
    return true;
  });
};

/** A client that goes away is told by the second alone, an answer without a socket by the first. */
function leaveWithAnswer(place: Place, reply: FastifyReply): void {
  const leave = () => {
    if (!place.isWorking) place.leave();
  };
  reply.raw.once('finish', leave);
  reply.raw.once('close', leave);
}

/**
 * Pages and mounts read their bodies themselves. They are under way once those are here, and hold
 * their places until their work has ended, or their answers where those are still to come.
 */
function asWork(handler: RouteHandlerMethod): RouteHandlerMethod {
  return async function work(request, reply) {
    const { place, raw } = request;
    if (place === undefined) return handler.call(this, request, reply);
    if (raw.complete) place.begin();
    else raw.once('end', () => void place.begin());
    place.isWorking = true;
    try {
      return await handler.call(this, request, reply);
    } finally {
      place.isWorking = false;
      if (reply.raw.writableEnded || reply.raw.destroyed) place.leave();
    }
  };
}

/** Made once: under overload most answers on this way are this one. */
const busy = overloaded();

function refuse(reply: FastifyReply, loadClass: LoadClass): FastifyReply {
  if (loadClass !== 'pages') return sendProblem(reply, busy);
  return reply
    .code(503)
    .headers({ 'retry-after': '2', 'cache-control': 'no-store' })
    .type('text/plain; charset=utf-8')
    .send('The shop is very busy at the moment. Please try again in a few seconds.');
}

function limitWork(parts: Parts): RequestLimits['run'] {
  const withinOpenCheckouts = limitOpenCheckouts(parts);
  return async (name, request, work) => {
    const { route } = request.routeOptions.config;
    if (route !== undefined && isKept(route)) await limitNow(name, route, request, parts);
    const place = placeToWorkIn(request, parts);
    if (place !== undefined) place.isWorking = true;
    try {
      return await withinOpenCheckouts(name, request, work);
    } catch (error) {
      // Checkout says so of all its work, others only of what is costly.
      if (place?.loadClass === 'checkouts' && isOverload(error)) parts.admission.close('checkouts');
      throw error;
    } finally {
      place?.leave();
    }
  };
}

/** Who gives up while it is found out who calls has left; what goes on needs a place again. */
function placeToWorkIn(request: FastifyRequest, parts: Parts): Place | undefined {
  const { place } = request;
  if (place === undefined || place.begin()) return place;
  const again = takePlace(parts.admission, place.loadClass, request);
  if (again === undefined) throw busy;
  return again;
}

/** A kept answer is given to anyone at any time; only what has to be made is limited. */
async function limitNow(
  name: string,
  route: RouteDefinition,
  request: FastifyRequest,
  parts: Parts,
): Promise<void> {
  for (const check of parts.checks.get(name) ?? []) await check(request);
  const loadClass = loadClassOf({ url: route.path, operation: { name, route } }, request);
  if (loadClass === undefined) return;
  if (takePlace(parts.admission, loadClass, request) === undefined) throw busy;
}

/** One client behind whom all shoppers stand is a proxy; said once, since it goes on. */
function warnOfUnknownProxy(o: {
  trustedProxies: number;
  log: Logger;
}): (request: FastifyRequest) => void {
  let isTold = o.trustedProxies > 0;
  return (request) => {
    if (isTold || !isPassedOn(request)) return;
    isTold = true;
    o.log.warn('limits count a proxy as one client: set TRUST_PROXY if it is yours');
  };
}
