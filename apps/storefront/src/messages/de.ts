import { account, order, staff } from './de/account.ts';
import { cart } from './de/cart.ts';
import { list, product, search } from './de/catalog.ts';
import { address, checkout, input, refusals, wait } from './de/checkout.ts';
import { legal } from './de/legal.ts';
import { flash, signInProblems } from './de/notices.ts';
import { privacy, security } from './de/security.ts';
import { errors, home, shop } from './de/shop.ts';
import { withdrawal } from './de/withdrawal.ts';
import type { en } from './en.ts';

/** Every text of the pages in German. */
export const de: typeof en = {
  shop,
  home,
  errors,
  list,
  search,
  product,
  cart,
  checkout,
  refusals,
  wait,
  address,
  input,
  order,
  account,
  staff,
  security,
  privacy,
  flash,
  signInProblems,
  legal,
  withdrawal,
};
