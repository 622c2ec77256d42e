import type { CollectionNode, Store } from '../api/shapes.ts';
import { chosenCurrency, type Visit } from '../browser/cookies.ts';

/** What every page shows around its content. */
export interface Shell {
  collections: CollectionNode[];
  currencies: string[];
  currency: string | undefined;
}

/** Error pages show it as well, so what cannot be had is left out instead of failing again. */
export async function loadShell(visit: Visit): Promise<Shell> {
  const { shop } = visit.locals;
  const [collections, store] = await Promise.allSettled([shop.collections(), shop.store()]);
  const known = store.status === 'fulfilled' ? store.value : undefined;
  return {
    collections: collections.status === 'fulfilled' ? collections.value : [],
    currencies: known?.currencies.map(({ code }) => code) ?? [],
    currency: known === undefined ? undefined : currencyOf(visit, known),
  };
}

/** The chosen currency when the shop sells in it, else the shop's own. */
export const currencyOf = (visit: Visit, store: Store): string =>
  store.currencies.find(({ code }) => code === chosenCurrency(visit))?.code ??
  store.defaultCurrency;

interface Pricing {
  store: Store;
  currency: string;
  /** Prices in this currency hold their tax. */
  hasTaxIncluded: boolean;
}

/** In which currency prices are shown, and what they hold. */
export async function findPricing(visit: Visit): Promise<Pricing> {
  const store = await visit.locals.shop.store();
  const currency = currencyOf(visit, store);
  const sold = store.currencies.find(({ code }) => code === currency);
  return { store, currency, hasTaxIncluded: sold?.pricesIncludeTax ?? store.pricesIncludeTax };
}
