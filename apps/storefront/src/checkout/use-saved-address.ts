import { answerOf, orNothing } from '../api/problems.ts';
import { keepDraft, type Visit } from '../browser/cookies.ts';
import type { Fields } from '../browser/forms.ts';
import { seeOther } from '../browser/redirects.ts';
import { fieldsOfAddress } from './checkout-fields.ts';

/** What a button of a saved address sends as the step of the form. */
const prefix = 'use ';

export const stepOfAddress = (addressId: string): string => `${prefix}${addressId}`;

/** The address whose button was pressed; undefined for other buttons. */
export const chosenAddress = ({ step = '' }: Fields): string | undefined =>
  step.startsWith(prefix) ? step.slice(prefix.length) : undefined;

/** Fills the form with a saved address; everything else that was typed stays. */
export async function useSavedAddress(
  visit: Visit,
  draft: Fields,
  addressId: string,
): Promise<Response> {
  const answer = await orNothing(
    answerOf(visit.locals.shop.api.GET('/api/v1/me/addresses')),
    'sign-in-required',
    'not-allowed',
  );
  const address = answer?.items.find(({ id }) => id === addressId);
  if (address !== undefined)
    keepDraft(visit, { ...draft, ...fieldsOfAddress(address, 'shipping') });
  return seeOther('/checkout');
}
