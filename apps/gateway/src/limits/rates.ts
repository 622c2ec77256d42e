import { ContractError } from '@cartwright/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { clientOf, isLoopback, isPassedOn } from './clients.ts';
import type { GatewaySettings } from './settings.ts';

interface Rate {
  /** Names of routes; they share one count. */
  operations: readonly string[];
  perMinuteMax: (settings: GatewaySettings) => number;
  /** What is counted; the client's address unless told. */
  keyOf?: (request: FastifyRequest) => string;
  /** False for requests that are not counted, such as lists that nothing narrows. */
  counts?: (request: FastifyRequest) => boolean;
}

/** A member of what the router or a service gave, whose shape its schema has checked. */
export const member = (of: unknown, name: string): unknown => Object(of)[name];

/** What makes a list a search: no index is of its order and of all that can be chosen. */
const isNarrowing = (name: string): boolean =>
  ['q', 'available', 'priceMin', 'priceMax'].includes(name) || name.startsWith('option.');

/**
 * What a client may do in a minute. Sign-in, registration and mails of the account are limited
 * where they are made, by services/accounts.
 */
const rates: readonly Rate[] = [
  { operations: ['createCart'], perMinuteMax: ({ cartsPerMinuteMax }) => cartsPerMinuteMax },
  { operations: ['checkOut'], perMinuteMax: ({ checkoutsPerMinuteMax }) => checkoutsPerMinuteMax },
  { operations: ['applyCoupon'], perMinuteMax: ({ codesPerMinuteMax }) => codesPerMinuteMax },
  {
    operations: ['applyCoupon'],
    perMinuteMax: ({ codesPerCartMax }) => codesPerCartMax,
    keyOf: ({ params }) => String(member(params, 'cartId')),
  },
  {
    operations: ['withdrawFromOrder', 'withdrawByNumber'],
    perMinuteMax: ({ withdrawalsPerMinuteMax }) => withdrawalsPerMinuteMax,
  },
  {
    operations: ['listProducts', 'suggest'],
    perMinuteMax: ({ searchesPerMinuteMax }) => searchesPerMinuteMax,
    counts: ({ query }) => Object.keys(Object(query)).some(isNarrowing),
  },
];

/** Routes that may answer 429, for the API document. */
export const rateLimited: ReadonlySet<string> = new Set(
  rates.flatMap(({ operations }) => operations),
);

export type RateCheck = (request: FastifyRequest) => Promise<void>;

/** The checks of each route, which throw `too-many-requests`; a limit of 0 has none. */
export function rateChecks(
  app: FastifyInstance,
  o: { settings: GatewaySettings; onSuspect: (request: FastifyRequest) => void },
): ReadonlyMap<string, readonly RateCheck[]> {
  const checks = new Map<string, RateCheck[]>();
  for (const rate of rates) {
    const max = rate.perMinuteMax(o.settings);
    if (max === 0) continue;
    const check = rateCheck(app, { ...o, rate, max });
    for (const operation of rate.operations)
      checks.set(operation, [...(checks.get(operation) ?? []), check]);
  }
  return checks;
}

function rateCheck(
  app: FastifyInstance,
  o: {
    rate: Rate;
    max: number;
    settings: GatewaySettings;
    onSuspect: (request: FastifyRequest) => void;
  },
): RateCheck {
  const { keyOf, counts } = o.rate;
  // It keeps the 5,000 keys that came last, so that many addresses cannot fill the memory.
  const count = app.createRateLimit({
    max: o.max,
    timeWindow: 60_000,
    keyGenerator: keyOf ?? clientOf,
  });
  return async (request) => {
    if (counts?.(request) === false) return;
    const counted = await count(request);
    // Told before shoppers are refused for it.
    if (keyOf === undefined && isLoopback(counted.key)) o.onSuspect(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    if (keyOf === undefined && !isLimited(request, o.settings)) return;
    o.onSuspect(request);
    throw tooMany(counted.ttlInSeconds);
  };
}

/**
 * Programs on this machine are counted as all others, but refused only when told. What such a
 * program passes on for somebody else is limited: a proxy that was not declared by TRUST_PROXY is
 * one client, as it is on any other machine.
 */
export const isLimited = (request: FastifyRequest, settings: GatewaySettings): boolean =>
  settings.isLoopbackLimited || isPassedOn(request) || !isLoopback(clientOf(request));

export const tooMany = (retryAfterSeconds: number): ContractError =>
  new ContractError('too-many-requests', {
    data: { retryAfterSeconds: Math.max(1, retryAfterSeconds) },
  });
