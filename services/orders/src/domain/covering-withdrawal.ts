import type { Withdrawal } from '../../contract/shapes.ts';

/** The words of a consumer: case and spaces make no other part of an order of them. */
const plain = (goods: string): string => goods.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/**
 * The earlier declaration to which one more adds nothing: it named the same, or the whole order.
 * Null is the whole order.
 */
export const coveringWithdrawal = <W extends Pick<Withdrawal, 'goods'>>(
  declared: readonly W[],
  goods: string | null,
): W | undefined =>
  declared.find(
    (one) => one.goods === null || (goods !== null && plain(one.goods) === plain(goods)),
  );
