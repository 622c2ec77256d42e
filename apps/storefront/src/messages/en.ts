import { account, order, staff } from './en/account.ts';
import { cart } from './en/cart.ts';
import { list, product, search } from './en/catalog.ts';
import { address, checkout, input, refusals, wait } from './en/checkout.ts';
import { legal } from './en/legal.ts';
import { flash, signInProblems } from './en/notices.ts';
import { privacy, security } from './en/security.ts';
import { errors, home, shop } from './en/shop.ts';
import { withdrawal } from './en/withdrawal.ts';

/** Every text of the pages in English; its shape is the shape of every language. */
export const en = {
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
