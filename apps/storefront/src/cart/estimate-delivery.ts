import { answerOf, orNothing } from '../api/problems.ts';
import type { Cart, ShippingOption } from '../api/shapes.ts';
import type { Visit } from '../browser/cookies.ts';

export interface CartDelivery {
  countries: string[];
  country: string;
  /** Undefined until a country was asked for. */
  options: ShippingOption[] | undefined;
}

/** What delivery of the cart costs to the country that the address of the page asks for. */
export async function estimateDelivery(visit: Visit, cart: Cart): Promise<CartDelivery> {
  const { api, store: askStore } = visit.locals.shop;
  const store = await askStore();
  const asked = visit.url.searchParams.get('country');
  const country = store.countries.find((code) => code === asked);
  if (country === undefined)
    return {
      countries: store.countries,
      country: store.homeCountry ?? store.countries[0] ?? '',
      options: undefined,
    };
  const params = { path: { cartId: cart.id }, query: { country } };
  const found = await orNothing(
    answerOf(api.GET('/api/v1/carts/{cartId}/shipping-options', { params })),
    'invalid-input',
    'not-found',
  );
  return { countries: store.countries, country, options: found?.items ?? [] };
}
