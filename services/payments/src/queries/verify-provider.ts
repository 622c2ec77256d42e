import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import type { BooksDifference } from '../../contract/index.ts';
import { compareBooks, type OurPayment } from '../domain/compare-books.ts';
import type { PaymentProvider, ProviderPayment } from '../domain/provider.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { isOverdue } from '../store/overdue.ts';
import { isTryId } from '../store/tries.ts';

type Parts = Pick<PaymentsParts, 'db' | 'providers'>;

/** A page of everything that a provider has, with what differs from our books. */
export async function verifyProviderPage(
  parts: Parts,
  o: { provider: string; cursor: string | null },
): Promise<{ keys: string[]; differences: BooksDifference[]; nextCursor: string | null }> {
  const provider = providerOf(parts, o.provider);
  const { items, nextCursor } = await provider
    .list({ changedFrom: new Date(0), cursor: o.cursor })
    .catch((cause: unknown) => {
      throw new ContractError('unavailable', { cause });
    });
  const keys = items.map(({ key }) => key);
  const ours = await ourPayments(parts.db, keys);
  const differences = items.flatMap((theirs) => differencesOf(ours, theirs.key, theirs));
  return { keys, differences, nextCursor };
}

const AT_ONCE = 10;

/** What a provider says of some keys now, and what differs from our books. */
export async function verifyProviderKeys(
  parts: Parts,
  o: { provider: string; keys: readonly string[] },
): Promise<BooksDifference[]> {
  const provider = providerOf(parts, o.provider);
  const theirs = new Map<string, ProviderPayment>();
  const waiting = [...o.keys];
  const next = async (): Promise<void> => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      const answer = await provider.lookUp(key);
      if (answer.kind === 'no-answer') throw new ContractError('unavailable');
      if (answer.kind === 'payment') theirs.set(key, answer.payment);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  // Read afterwards: what is on its way in our books need not agree.
  const ours = await ourPayments(parts.db, o.keys);
  return o.keys.flatMap((key) => differencesOf(ours, key, theirs.get(key)));
}

function providerOf({ providers }: Parts, name: string): PaymentProvider {
  const provider = providers.get(name);
  if (provider === undefined) throw new ContractError('payment-method-unavailable');
  return provider;
}

function differencesOf(
  ours: ReadonlyMap<string, OurPayment>,
  key: string,
  theirs: ProviderPayment | undefined,
): BooksDifference[] {
  const own = ours.get(key);
  // Another sum than was asked for is given back, and nobody owes anybody anything.
  const isGivenBack = own?.status === 'voided' && theirs?.status === 'voided';
  return compareBooks(own, theirs)
    .filter(({ kind }) => !(isGivenBack && kind === 'amount-differs'))
    .map((difference) => ({ key, ...difference }));
}

/** A state in which the provider is still to be asked says nothing, unless for too long. */
async function ourPayments(
  db: Database,
  keys: readonly string[],
): Promise<Map<string, OurPayment>> {
  const tryIds = keys.filter(isTryId);
  if (tryIds.length === 0) return new Map();
  const found = await sql<OurPayment & { tryId: string }>`
    select try_id as "tryId",
           status,
           amount_minor as "amountMinor",
           currency,
           captured_minor as "capturedMinor",
           refunded_minor as "refundedMinor",
           payment_id as "paymentId",
           (
             status in ('intent', 'unknown', 'pending', 'action-required', 'voiding')
             or capturing_minor + refunding_minor > 0
           )
             and not ${isOverdue}
             as "isMoving"
    from payment_try t
    where try_id = any(${tryIds}::uuid[])
  `.execute(db);
  return new Map(found.rows.map((row) => [row.tryId, row]));
}
