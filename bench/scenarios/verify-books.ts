import { verifyShop } from '@cartwright/testing';
import type { Checks } from '../report/checks.ts';
import type { ShopBooks } from '../shop/books.ts';
import type { RunningShop } from '../shop/running-shop.ts';

/** Holds the books of all services against each other after the load, by the shop's own command. */
export async function verifyBooks({
  shop,
  books,
  checks,
}: {
  shop: RunningShop;
  books: ShopBooks;
  checks: Checks;
}): Promise<void> {
  await books.settle(60_000);
  const { isClean, disagreements } = await verifyShop(shop);
  checks.record(
    '`npm run cartwright -- verify` finds no disagreement',
    isClean,
    isClean
      ? `${await books.countOrders()} orders`
      : `${disagreements.length}, such as: ${disagreements[0]?.says ?? 'unchecked'}`,
  );
}
