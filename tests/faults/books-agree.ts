import { setTimeout as delay } from 'node:timers/promises';
import { type ShopAddress, verifyShop } from '@cartwright/testing';
import { providerBooks } from '../journeys/provider-books.ts';
import { disagreements, type Witness } from './disagreements.ts';
import { readShopBooks } from './shop-books.ts';

interface WhereBooksAre {
  shop: ShopAddress;
  /** Superuser's address of the database that the services share. */
  adminUrl: string;
  /** Settings of the shop, for the command line beside it. */
  env: Readonly<Record<string, string>>;
}

/**
 * Reads all books until nothing disagrees, has the shop verify itself, and answers what was
 * counted; what still disagrees at the end of the time is thrown. The provider is read first and
 * the shop a moment later, so money that moves in between can look wrong once, and never twice for
 * the same reason.
 */
export async function awaitAgreement(
  where: WhereBooksAre,
  witness: Witness,
  o: { isSettled: boolean; timeoutMs: number },
): Promise<Counted> {
  const counted = await awaitEqualBooks(where, witness, o);
  await assertVerified(where.env);
  return counted;
}

/** The shop's own judgement of itself, by the command that operators use. */
async function assertVerified(env: WhereBooksAre['env']): Promise<void> {
  const { exitCode, disagreements: found, rules } = await verifyShop({ env });
  if (exitCode === 0) return;
  const unchecked = rules.flatMap(({ rule, unchecked: why }) => (why ? [`${rule}: ${why}`] : []));
  throw new BooksDisagree([...found.map(({ rule, says }) => `${rule}: ${says}`), ...unchecked]);
}

interface Counted {
  /** Orders that shoppers had been told of when the books were read. */
  acknowledged: number;
  orders: number;
  authorisations: number;
  open: number;
}

/** The same without the shop's own judgement. */
export async function awaitEqualBooks(
  where: WhereBooksAre,
  witness: Witness,
  o: { isSettled: boolean; timeoutMs: number },
): Promise<Counted> {
  const giveUpAt = Date.now() + o.timeoutMs;
  for (;;) {
    // Copied before the books are read: what is acknowledged afterwards need not be in them.
    const acknowledged = new Map(witness.acknowledged);
    const provider = await providerBooks(where.shop);
    const books = await readShopBooks({ adminUrl: where.adminUrl, provider });
    const found = disagreements(books, { ...witness, acknowledged }, o);
    if (found.length === 0)
      return {
        acknowledged: acknowledged.size,
        orders: books.orders.length,
        authorisations: provider.filter(({ status }) => status === 'authorised').length,
        open: books.attempts.length,
      };
    if (Date.now() > giveUpAt) throw new BooksDisagree(found);
    await delay(150);
  }
}

/** Enough to see a pattern in the message; all are in `found`. */
const shownMax = 20;

class BooksDisagree extends Error {
  override readonly name = 'BooksDisagree';
  readonly found: readonly string[];
  constructor(found: readonly string[]) {
    super(`${found.length} disagreements:\n${found.slice(0, shownMax).join('\n')}`);
    this.found = found;
  }
}
