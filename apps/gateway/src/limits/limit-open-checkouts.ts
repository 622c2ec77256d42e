import { isContractError, type RouteDefinition } from '@cartwright/contract';
import { type Answer, headerText } from '@cartwright/http';
import type { FastifyRequest } from 'fastify';
import { clientOf } from './clients.ts';
import { createOpenCheckouts, type OpenCheckouts } from './open-checkouts.ts';
import { isLimited, member, tooMany } from './rates.ts';
import type { GatewaySettings } from './settings.ts';

/** Runs what the limits allow; `name` is the route's. */
type Limit = <A extends Answer>(
  name: string,
  request: FastifyRequest,
  work: () => Promise<A>,
) => Promise<A>;

/** When a shopper may have confirmed or given up some of what is open. */
const retryAfterSeconds = 30;

/**
 * Bounds the checkouts of one client that hold stock and are not paid. It goes by the answers that
 * pass: 202 leaves one open, and only what is told of that very attempt ends it, so that an old
 * refusal of the same cart does not hide it.
 */
export function limitOpenCheckouts(o: {
  settings: GatewaySettings;
  onSuspect: (request: FastifyRequest) => void;
}): Limit {
  const { openCheckoutsMax: perClientMax } = o.settings;
  if (perClientMax === 0) return (_name, _request, work) => work();
  const open = createOpenCheckouts({ perClientMax, now: () => performance.now() });
  return (name, request, work) => {
    if (name === 'getCheckout') return ask(open, request, work);
    return name === 'checkOut' ? begin(open, request, { ...o, work }) : work();
  };
}

async function begin<A extends Answer>(
  open: OpenCheckouts,
  request: FastifyRequest,
  o: {
    settings: GatewaySettings;
    onSuspect: (request: FastifyRequest) => void;
    work: () => Promise<A>;
  },
): Promise<A> {
  const client = clientOf(request);
  const cartId = String(member(request.params, 'cartId'));
  const idempotencyKey = headerText(request.headers['idempotency-key']);
  const begun = open.begin(client, cartId);
  if (begun === 'too-many' && isLimited(request, o.settings)) {
    o.onSuspect(request);
    throw tooMany(retryAfterSeconds);
  }
  try {
    const answer = await o.work();
    if (answer.status === 202)
      open.goesOn(client, cartId, {
        idempotencyKey,
        attemptId: attemptIn(answer.body),
        expiresInMs: expiresInMs(answer.body),
      });
    else open.end(cartId);
    return answer;
  } catch (error) {
    const other = open.attemptOf(cartId);
    const isOver =
      other === undefined
        ? begun === 'begun' && !mayGoOn.some((code) => isContractError(error, code))
        : other.idempotencyKey === idempotencyKey && isDecision(error, request);
    if (isOver) open.end(cartId);
    throw error;
  }
}

/** Refusals that leave something open, of this request or of another with the same cart. */
const mayGoOn = ['outcome-unknown', 'checkout-in-progress'];

async function ask<A extends Answer>(
  open: OpenCheckouts,
  request: FastifyRequest,
  work: () => Promise<A>,
): Promise<A> {
  const cartId = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
  const isOpenOne = open.attemptOf(cartId)?.attemptId === member(request.params, 'attemptId');
  try {
    const answer = await work();
    if (isOpenOne && answer.status !== 202) open.end(cartId);
    if (isOpenOne && answer.status === 202) open.lasts(cartId, expiresInMs(answer.body));
    return answer;
  } catch (error) {
    if (isOpenOne && isDecision(error, request)) open.end(cartId);
    throw error;
  }
}

/** One of the refusals that the route itself declares; others say nothing about the attempt. */
function isDecision(error: unknown, request: FastifyRequest): boolean {
  const route: RouteDefinition | undefined = request.routeOptions.config.route;
  return (route?.errors ?? []).some(
    (code) => code !== 'checkout-in-progress' && isContractError(error, code),
  );
}

/**
 * How long the shopper still has to confirm; undefined while that has not been asked of him, and
 * after it: what is still open then holds its stock until its payment is voided.
 */
function expiresInMs(body: unknown): number | undefined {
  const seconds = member(member(member(body, 'attempt'), 'action'), 'expiresInSeconds');
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : undefined;
}

const attemptIn = (body: unknown): string => String(member(member(body, 'attempt'), 'id'));
