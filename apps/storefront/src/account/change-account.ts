import { answerOf, done, isProblem } from '../api/problems.ts';
import { leaveFlash, type Visit } from '../browser/cookies.ts';
import { type Fields, readForm } from '../browser/forms.ts';
import { seeOther } from '../browser/redirects.ts';
import {
  addressOf,
  addressProblems,
  type FieldProblems,
  problemsByField,
} from '../checkout/checkout-fields.ts';

/** Changes the name, or sends the mail that verifies the address once more. */
export async function changeProfile(visit: Visit): Promise<Response> {
  const fields = await readForm(visit.request);
  if (fields.action === 'verify') {
    await visit.locals.shop.account('send-verification-email', {
      email: fields.email ?? '',
      callbackURL: visit.locals.language.to('/account/verified'),
    });
    leaveFlash(visit, { kind: 'notice', key: 'mail-sent' });
    return seeOther('/account');
  }
  try {
    await answerOf(
      visit.locals.shop.api.PATCH('/api/v1/me', { body: { name: fields.name ?? '' } }),
    );
    leaveFlash(visit, { kind: 'notice', key: 'saved' });
  } catch (error) {
    if (!isProblem(error, 'invalid-input')) throw error;
    leaveFlash(visit, { kind: 'problem', key: 'invalid-input' });
  }
  return seeOther('/account');
}

interface RefusedAddress {
  fields: Fields;
  problems: FieldProblems;
}

/** Saves, changes or deletes an address of the shopper. */
export async function changeAddresses(visit: Visit): Promise<Response | RefusedAddress> {
  const fields = await readForm(visit.request);
  const { api } = visit.locals.shop;
  const addressId = fields.id ?? '';
  const path = { addressId };
  if (fields.action === 'delete') {
    await done(api.DELETE('/api/v1/me/addresses/{addressId}', { params: { path } }));
    leaveFlash(visit, { kind: 'notice', key: 'address-deleted' });
    return seeOther('/account/addresses');
  }
  if (fields.action === 'default') {
    await answerOf(api.PUT('/api/v1/me/addresses/{addressId}/default', { params: { path } }));
    leaveFlash(visit, { kind: 'notice', key: 'default-set' });
    return seeOther('/account/addresses');
  }
  const { input: texts } = visit.locals.language.messages;
  const missing = addressProblems(fields, 'shipping', texts);
  if (Object.keys(missing).length > 0) return { fields, problems: missing };
  const body = addressOf(fields, 'shipping');
  try {
    await (addressId === ''
      ? answerOf(api.POST('/api/v1/me/addresses', { body }))
      : answerOf(api.PUT('/api/v1/me/addresses/{addressId}', { params: { path }, body })));
  } catch (error) {
    if (isProblem(error, 'invalid-input'))
      return { fields, problems: inAddress(problemsByField(error.errors, texts)) };
    if (!isProblem(error, 'address-limit-reached')) throw error;
    leaveFlash(visit, { kind: 'problem', key: error.code });
    return seeOther('/account/addresses');
  }
  leaveFlash(visit, { kind: 'notice', key: 'saved' });
  return seeOther('/account/addresses');
}

/** The API's address is the whole body here; the form names its fields as at checkout. */
const inAddress = (problems: FieldProblems): FieldProblems =>
  Object.fromEntries(Object.entries(problems).map(([name, text]) => [`shipping.${name}`, text]));
