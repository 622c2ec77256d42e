import type { Money } from './money.ts';
import { exactAmount } from './rounding.ts';

/** Amounts of two currencies met: a mistake of the program, never of its user. */
export class CurrencyMismatch extends TypeError {
  override readonly name = 'CurrencyMismatch';
}

export const money = (amount: number, currency: string): Money => ({
  amount: exactAmount(amount),
  currency,
});

export const zero = (currency: string): Money => ({ amount: 0, currency });

const sameCurrency = (a: Money, b: Money): string => {
  if (a.currency !== b.currency)
    throw new CurrencyMismatch(`${a.currency} and ${b.currency} cannot be combined`);
  return a.currency;
};

/** @throws CurrencyMismatch, AmountOverflow */
export const add = (a: Money, b: Money): Money => money(a.amount + b.amount, sameCurrency(a, b));

/** By a whole number, such as a quantity. @throws RangeError, AmountOverflow */
export function multiply(price: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) throw new RangeError('The quantity must be a whole number');
  return money(price.amount * quantity, price.currency);
}

/** Zero when there is none, which is why the currency is given. */
export const sum = (amounts: readonly Money[], currency: string): Money =>
  amounts.reduce(add, zero(currency));

export const isSameMoney = (a: Money, b: Money): boolean =>
  a.currency === b.currency && a.amount === b.amount;
