import type { Acknowledged } from './crowd.ts';
import type { BookedOrder, BookedStock, ShopBooks } from './shop-books.ts';

/** What the books are held against: what shoppers were told, and what staff put on the shelf. */
export interface Witness {
  acknowledged: ReadonlyMap<string, Acknowledged>;
  /** Units by variant; what is not in it belongs to somebody else and is left out. */
  supplied: ReadonlyMap<string, number>;
  /** Variants of which staff took away units that were promised, which is no overselling. */
  lowered?: ReadonlySet<string>;
}

/**
 * Everything that does not hold, as sentences with ids. While checkouts are under way some figures
 * may differ for a moment; `isSettled` adds what must hold once every checkout is decided.
 */
export function disagreements(
  all: ShopBooks,
  witness: Witness,
  o: { isSettled: boolean },
): string[] {
  const books = {
    ...all,
    stock: all.stock.filter(({ variantId }) => witness.supplied.has(variantId)),
  };
  return [
    ...missingOrders(books, witness),
    ...doubleOrders(books),
    ...books.stock.flatMap((stock) => stockProblems(stock, witness)),
    ...chargesWithoutReason(books),
    ...ordersWithoutCharge(books),
    ...(o.isSettled ? unsettled(books, witness) : []),
  ];
}

/** No acknowledged order is missing, and none is another than its shopper was told. */
function missingOrders({ orders }: ShopBooks, { acknowledged }: Witness): string[] {
  const known = new Map(orders.map((order) => [order.id, order]));
  return [...acknowledged.values()].flatMap(({ id, number, totalMinor, email }) => {
    const order = known.get(id);
    if (order === undefined) return [`acknowledged order ${number} (${id}) is missing`];
    const isSame =
      order.number === number && order.totalMinor === totalMinor && order.email === email;
    return isSame ? [] : [`order ${id} is not the one that ${email} was told of`];
  });
}

/** Every cart of the crowd has an address of its own, so two orders of one are one too many. */
function doubleOrders({ orders }: ShopBooks): string[] {
  return [...Map.groupBy(orders, ({ email }) => email)].flatMap(([email, same]) =>
    same.length === 1 ? [] : [`${email} has ${same.length} orders for one cart`],
  );
}

/** Nothing is oversold, and stock, ledger and promises say the same of every variant. */
function stockProblems(stock: BookedStock, { supplied, lowered }: Witness): string[] {
  const { variantId, onHand, reserved, allocated, ordered } = stock;
  const problems: string[] = [];
  const expect = (holds: boolean, sentence: string): void => {
    if (!holds) problems.push(`variant ${variantId}: ${sentence}`);
  };
  const told = supplied.get(variantId) ?? 0;
  expect(onHand === told, `${onHand} on hand and ${told} supplied`);
  if (lowered?.has(variantId) !== true) {
    expect(ordered <= onHand, `oversold: ${ordered} ordered of ${onHand}`);
    expect(reserved + allocated <= onHand, `${reserved} + ${allocated} promised of ${onHand}`);
  }
  expect(
    ordered <= reserved + allocated,
    `${ordered} ordered, ${reserved} + ${allocated} promised`,
  );
  for (const [name, figure, ledger, promised] of [
    ['on hand', onHand, stock.ledgerOnHand, onHand],
    ['reserved', reserved, stock.ledgerReserved, stock.promisedReserved],
    ['allocated', allocated, stock.ledgerAllocated, stock.promisedAllocated],
  ] as const) {
    expect(figure === ledger, `${figure} ${name}, and ${ledger} by the ledger`);
    expect(figure === promised, `${figure} ${name}, and ${promised} by the promises`);
  }
  return problems;
}

/** Money that is held belongs to exactly one order, or to a checkout that is not decided. */
function chargesWithoutReason({ orders, attempts, provider }: ShopBooks): string[] {
  const ordersByTry = Map.groupBy(orders, ({ paymentTryId }) => paymentTryId);
  const open = new Set(attempts.map(({ paymentTryId }) => paymentTryId));
  const keys = new Set<string>();
  return provider.flatMap(({ key, status }) => {
    const isTwice = keys.has(key);
    keys.add(key);
    if (isTwice) return [`the provider has the key ${key} twice`];
    if (status !== 'authorised') return [];
    const found = (ordersByTry.get(key) ?? []).filter(({ isCancelled }) => !isCancelled);
    if (found.length > 1) return [`payment ${key} stands for ${found.length} orders`];
    return found.length === 1 || open.has(key) ? [] : [`payment ${key} is held for no order`];
  });
}

function ordersWithoutCharge({ orders, provider }: ShopBooks): string[] {
  const held = new Map(
    provider
      .filter(({ status }) => status === 'authorised')
      .map(({ key, amount }) => [key, amount]),
  );
  return orders
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap(({ id, paymentTryId, totalMinor }) => {
      const amount = held.get(paymentTryId);
      return amount === totalMinor ? [] : [`order ${id} of ${totalMinor} is covered by ${amount}`];
    });
}

/** With nothing under way: no reservation, no order that nobody was told of, both books equal. */
function unsettled(books: ShopBooks, { acknowledged }: Witness): string[] {
  const { orders, attempts, stock, provider } = books;
  return [
    ...attempts.map(({ id, state }) => `attempt ${id} is still ${state}`),
    ...stock
      .filter(({ reserved, allocated, ordered }) => reserved !== 0 || allocated !== ordered)
      .map(
        ({ variantId, reserved, allocated, ordered }) =>
          `variant ${variantId}: ${reserved} reserved, ${allocated} allocated, ${ordered} ordered`,
      ),
    ...orders
      .filter(({ id, email }) => !acknowledged.has(id) && isOfCrowd(email))
      .map(({ id }) => `order ${id} was made and nobody was told`),
    ...differences(books),
    ...sumProblem(orders, provider),
  ];
}

const isOfCrowd = (email: string): boolean => email.startsWith('shopper-');

/** Payment by payment, what our books and the provider's say. */
function differences({ payments, provider }: ShopBooks): string[] {
  const lines = (entries: readonly { key: string; text: string }[]) =>
    new Map(entries.map(({ key, text }) => [key, text]));
  const ours = lines(
    payments
      .filter(({ wasMade }) => wasMade)
      .map((one) => ({
        key: one.tryId,
        text: `${one.status} ${one.amountMinor} ${one.capturedMinor} ${one.refundedMinor}`,
      })),
  );
  const theirs = lines(
    provider.map((one) => ({
      key: one.key,
      text: `${one.status} ${one.amount} ${one.captured} ${one.refunded}`,
    })),
  );
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const [mine, other] = [ours.get(key), theirs.get(key)];
    return mine === other ? [] : [`payment ${key}: ours ${mine}, the provider's ${other}`];
  });
}

function sumProblem(orders: readonly BookedOrder[], provider: ShopBooks['provider']): string[] {
  const ordered = orders
    .filter(({ isCancelled }) => !isCancelled)
    .reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  const held = provider
    .filter(({ status }) => status === 'authorised')
    .reduce((sum, { amount }) => sum + amount, 0);
  return ordered === held ? [] : [`orders sum up to ${ordered} and authorisations to ${held}`];
}
