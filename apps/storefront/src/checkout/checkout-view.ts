import { newIdempotencyKey } from '@cartwright/sdk';
import { answerOf, orNothing } from '../api/problems.ts';
import type {
  Cart,
  Money,
  PaymentMethod,
  Profile,
  SavedAddress,
  ShippingOption,
  Store,
} from '../api/shapes.ts';
import type { Visit } from '../browser/cookies.ts';
import type { Fields } from '../browser/forms.ts';
import { findCart } from '../cart/cart-of-visit.ts';
import { notePrices, type PriceChange } from '../cart/seen-prices.ts';
import {
  addressMembers,
  type FieldProblems,
  fieldName,
  fieldsOfAddress,
} from './checkout-fields.ts';
import type { Refusal } from './refusal.ts';

/** Everything that the checkout page shows. */
export interface CheckoutView {
  status: number;
  cart: Cart;
  store: Store;
  /** What has been typed so far. */
  fields: Fields;
  problems: FieldProblems;
  refusal?: Refusal;
  /** Prices of lines that are not those which the browser has seen before. */
  changes: PriceChange[];
  /** The shopper must look at the total again. */
  isTotalChanged: boolean;
  options: ShippingOption[];
  option: ShippingOption | undefined;
  methods: PaymentMethod[];
  shopper: Profile | undefined;
  saved: SavedAddress[];
  /** As shown, and as checkout must find it. */
  total: Money;
  /** Names this rendering of the form: sent twice, it orders once. */
  key: string;
}

export interface ViewInput {
  fields: Fields;
  status?: number;
  problems?: FieldProblems;
  isTotalChanged?: boolean;
}

/** Gathers the page; undefined when there is no cart with anything in it. */
export async function viewCheckout(
  visit: Visit,
  input: ViewInput,
): Promise<CheckoutView | undefined> {
  const { api } = visit.locals.shop;
  const [store, methods, known] = await Promise.all([
    visit.locals.shop.store(),
    answerOf(api.GET('/api/v1/payment-methods')),
    shopperOf(visit),
  ]);
  const fields = withDefaults(input.fields, store, known);
  const country = fields['shipping.country'] ?? '';
  const cart = await findCart(visit, country === '' ? undefined : country);
  if (cart === undefined || cart.lines.length === 0) return undefined;
  const options = await shippingOptionsOf(visit, cart, country);
  const option = options.find(({ id }) => id === fields.shippingOptionId) ?? options[0];
  const amount = cart.totals.total.amount + (option?.price.amount ?? 0);
  return {
    status: input.status ?? 200,
    cart,
    store,
    fields,
    problems: input.problems ?? {},
    changes: notePrices(visit, cart),
    isTotalChanged: input.isTotalChanged ?? false,
    options,
    option,
    methods: methods.items,
    shopper: known?.profile,
    saved: known?.addresses ?? [],
    total: { amount, currency: cart.currency },
    key: newIdempotencyKey(),
  };
}

async function shippingOptionsOf(
  visit: Visit,
  cart: Cart,
  country: string,
): Promise<ShippingOption[]> {
  if (country === '') return [];
  const params = { path: { cartId: cart.id }, query: { country } };
  const found = await orNothing(
    answerOf(visit.locals.shop.api.GET('/api/v1/carts/{cartId}/shipping-options', { params })),
    'invalid-input',
  );
  return found?.items ?? [];
}

interface KnownShopper {
  profile: Profile;
  addresses: SavedAddress[];
}

async function shopperOf(visit: Visit): Promise<KnownShopper | undefined> {
  const { api } = visit.locals.shop;
  const isGuest = !(visit.request.headers.get('cookie') ?? '').includes('session_token=');
  if (isGuest) return undefined;
  const profile = await orNothing(
    answerOf(api.GET('/api/v1/me')),
    'sign-in-required',
    'not-allowed',
  );
  if (profile === undefined) return undefined;
  const addresses = await answerOf(api.GET('/api/v1/me/addresses'));
  return { profile, addresses: addresses.items };
}

/** Nothing typed yet: the shopper's own address, or the country that the shop is at home in. */
function withDefaults(fields: Fields, store: Store, known: KnownShopper | undefined): Fields {
  const country = store.homeCountry ?? store.countries[0] ?? '';
  const address = known?.addresses.find(({ isDefault }) => isDefault) ?? known?.addresses[0];
  const isUntouched = addressMembers.every(
    ({ name }) => name === 'country' || !fields[fieldName('shipping', name)],
  );
  const filled = {
    'shipping.country': country,
    'billing.country': country,
    ...fields,
    email: fields.email || (known?.profile.email ?? ''),
    ...(isUntouched && address !== undefined ? fieldsOfAddress(address, 'shipping') : {}),
  };
  const isServed = store.countries.includes(filled['shipping.country']);
  return isServed ? filled : { ...filled, 'shipping.country': country };
}
