import assert from 'node:assert/strict';
import { createSecretKey, randomUUID } from 'node:crypto';
import { type ContractError, isContractError, type RequestContext } from '@cartwright/contract';
import { logger, renderMetrics } from '@cartwright/telemetry';
import { createTestDatabase, type TestDatabase, waitFor } from '@cartwright/testing';
import { sql } from 'kysely';
import type { AttemptState, CheckoutInput } from '../contract/index.ts';
import type { Attempt } from '../src/domain/attempt.ts';
import { isClosed } from '../src/domain/attempt-states.ts';
import { createCohorts } from '../src/process/cohorts.ts';
import { createNoticeboard } from '../src/process/noticeboard.ts';
import type { CheckoutParts } from '../src/process/parts.ts';
import { attemptWritesIn } from '../src/store/advance-attempt.ts';
import { loadAttempt } from '../src/store/claim-attempts.ts';
import type { DB } from '../src/store/tables.generated.ts';
import type { checkOut } from '../src/use-cases/check-out.ts';
import { createResumer, type Resumer } from '../src/use-cases/resume-attempts.ts';
import { createNeighbours, type Neighbours } from './scripted-neighbours.ts';

export interface Harness {
  database: TestDatabase<DB>;
  world: Neighbours;
  /** A process of its own: it shares nothing with others but the database and the neighbours. */
  process: () => { parts: CheckoutParts; resumer: Resumer };
}

export async function startHarness(): Promise<Harness> {
  const database = await createTestDatabase<DB>('checkout', { connectionsMax: 8 });
  const world = createNeighbours();
  const make = () => {
    const parts: CheckoutParts = {
      db: database.db,
      attempts: attemptWritesIn(database.db),
      clients: world.clients,
      log: logger({ level: 'silent' }),
      publicUrl: 'http://127.0.0.1:8080',
      secret: (purpose) => createSecretKey(Buffer.from(purpose.padEnd(32, '.'))),
      challengeMinutes: 15,
      retentionDays: 30,
      owner: randomUUID(),
      noticeboard: createNoticeboard(),
      cohorts: createCohorts(),
    };
    return { parts, resumer: createResumer(parts) };
  };
  return { database, world, process: make };
}

export const address = {
  firstName: 'Miles',
  lastName: "O'Brien",
  line1: 'Ringstrasse 1',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

export const input = (cartId: string, body: Partial<CheckoutInput> = {}) => ({
  params: { cartId },
  body: {
    email: 'miles@example.org',
    shippingAddress: address,
    shippingOptionId: 'standard',
    payment: { method: 'test', token: 'approve' },
    ...body,
  },
});

export const context = (key: string, timeoutMs = 10_000): RequestContext => ({
  caller: 'gateway',
  actor: { kind: 'anonymous' },
  deadline: Date.now() + timeoutMs,
  idempotencyKey: key,
});

type Outcome = { status: number; orderId?: string; attemptId?: string; error?: ContractError };

/** The answer as a value, refusals too; anything but a refusal is thrown on. */
export async function tell(
  answer: ReturnType<typeof checkOut>,
): Promise<Outcome & { code?: string }> {
  try {
    const { status, body } = await answer;
    if (status === 201) return { status, orderId: body.order.id };
    return { status, attemptId: body.attempt.id };
  } catch (error) {
    if (!isContractError(error)) throw error;
    return { status: 0, code: error.code, error };
  }
}

export const attemptsOf = async (harness: Harness, cartId: string): Promise<Attempt[]> => {
  const { rows } = await sql<{ id: string }>`
    select id
    from checkout_attempt
    where cart_id = ${cartId}
    order by id
    limit 100
  `.execute(harness.database.db);
  const attempts = await Promise.all(rows.map(({ id }) => loadAttempt(harness.database.db, id)));
  return attempts.filter((attempt) => attempt !== undefined);
};

/** Waits for the ends of answered attempts to be written. */
export const closedAttemptsOf = (harness: Harness, cartId: string): Promise<Attempt[]> =>
  waitFor('the attempts to be closed', async () => {
    const attempts = await attemptsOf(harness, cartId);
    return attempts.every(({ state }) => isClosed(state)) ? attempts : undefined;
  });

/** How many checkouts of this process have ended so. */
export async function countedResults(result: string): Promise<number> {
  const { body } = await renderMetrics();
  const line = new RegExp(
    `^cartwright_checkout_results_total\\{result="${result}"\\} (\\d+)$`,
    'm',
  );
  return Number(line.exec(body)?.[1] ?? 0);
}

/** As if time had passed: leases end and everything is due. */
export async function letTimePass(harness: Harness, cartId: string): Promise<void> {
  await sql`
    update checkout_attempt
    set
      lease_until = null,
      next_run_at = now()
    where cart_id = ${cartId}
    and closed_at is null
  `.execute(harness.database.db);
}

/** Runs a fresh process's sweep until the cart's newest attempt is in one of the states. */
export async function resumeUntil(
  harness: Harness,
  cartId: string,
  states?: readonly AttemptState[],
): Promise<Attempt> {
  const { resumer } = harness.process();
  return waitFor(`an attempt to become ${states?.join(' or ') ?? 'closed'}`, async () => {
    await letTimePass(harness, cartId);
    await resumer.sweep();
    await resumer.idle();
    const attempt = (await attemptsOf(harness, cartId)).at(-1);
    if (attempt === undefined) return undefined;
    return (states?.includes(attempt.state) ?? isClosed(attempt.state)) ? attempt : undefined;
  });
}

/**
 * What must hold once all attempts of a cart are closed: at most one order, money and stock held
 * exactly for it, nothing held for any other attempt, the cart open unless it was ordered.
 */
export async function assertBooksAgree(harness: Harness, cartId: string): Promise<void> {
  const { world } = harness;
  const attempts = await closedAttemptsOf(harness, cartId);
  const cart = world.carts.get(cartId);
  assert.ok(cart);
  for (const attempt of attempts) {
    const isOrdered = attempt.state === 'completed';
    const payment = world.tries.get(attempt.paymentTryId);
    const total = attempt.frozen?.totals.total.amount ?? 0;
    assert.equal(world.orders.has(attempt.id), isOrdered, 'orders agree');
    assert.equal(Array.isArray(world.reservations.get(attempt.id)), isOrdered, 'stock agrees');
    assert.ok((payment?.charges ?? 0) <= 1, 'charged at most once');
    if (isOrdered && total > 0) assert.equal(payment?.status, 'authorised');
    if (isOrdered) assert.equal(cart.orderedBy, attempt.id);
    if (!isOrdered) {
      assert.notEqual(payment?.status, 'authorised', 'no money is held');
      assert.notEqual(cart.lockedBy, attempt.id, 'the cart is open again');
      const uses = world.couponUses.get(attempt.id);
      assert.ok(!Array.isArray(uses), 'no code is held');
    }
  }
  const ordered = attempts.filter(({ state }) => state === 'completed');
  assert.ok(ordered.length <= 1, 'at most one order');
}
