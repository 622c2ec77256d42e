import { answerOf, isProblem } from '../api/problems.ts';
import type { ProductList } from '../api/shapes.ts';
import type { Visit } from '../browser/cookies.ts';
import { type ListChoice, queryOf, readChoice } from './list-choice.ts';
import { findPricing } from './shell.ts';

export interface ShownList {
  choice: ListChoice;
  currency: string;
  list: ProductList;
}

/** The products of the choice in the address; one that cannot be read shows nothing. */
export async function showList(visit: Visit, collection?: string): Promise<ShownList> {
  const choice = readChoice(visit.url, collection);
  const { currency } = await findPricing(visit);
  const ask = visit.locals.shop.api.GET('/api/v1/products', {
    params: { query: queryOf(choice, currency) },
  });
  try {
    return { choice, currency, list: await answerOf(ask) };
  } catch (error) {
    if (!isProblem(error, 'invalid-input', 'not-found')) throw error;
    return { choice, currency, list: { items: [], nextCursor: null } };
  }
}
