import { ApiProblem, hasCode, isOverload } from '../api/problems.ts';
import type { CheckoutInput, Money, OpenAttempt, PlacedOrder } from '../api/shapes.ts';
import { cartIdOf, keepDraft, leaveFlash, type Visit } from '../browser/cookies.ts';
import { type Fields, moneyOf, readForm } from '../browser/forms.ts';
import { seeOther } from '../browser/redirects.ts';
import type { Messages } from '../messages/index.ts';
import { goToOrder, orderOf } from './after-order.ts';
import {
  addressOf,
  addressProblems,
  type FieldProblems,
  problemsByField,
} from './checkout-fields.ts';
import { type CheckoutView, type ViewInput, viewCheckout } from './checkout-view.ts';
import { lowerQuantities } from './lower-quantities.ts';
import { explainRefusal, waitPath } from './refusal.ts';
import { saveAddress } from './save-address.ts';
import { chosenAddress, useSavedAddress } from './use-saved-address.ts';

/** Fields that must not outlive the request: they belong to this one try. */
const fleeting = [
  'step',
  'key',
  'saveAddress',
  'payment',
  'shownTotal',
  'shownCountry',
  'shownOption',
];

/** A posted checkout: a new look at delivery and total, or the order itself. */
export async function submitCheckout(visit: Visit): Promise<CheckoutView | Response> {
  const fields = await readForm(visit.request);
  if (fields.step === 'lower') return lowerQuantities(visit);
  const draft = Object.fromEntries(
    Object.entries(fields).filter(([name]) => !fleeting.includes(name)),
  );
  keepDraft(visit, draft);
  const cartId = cartIdOf(visit);
  if (cartId === undefined) {
    leaveFlash(visit, { kind: 'problem', key: 'cart-gone' });
    return seeOther('/cart');
  }
  const addressId = chosenAddress(fields);
  if (addressId !== undefined) return useSavedAddress(visit, draft, addressId);
  if (fields.step !== 'order') return seeOther('/checkout');
  const isOther =
    fields['shipping.country'] !== fields.shownCountry ||
    fields.shippingOptionId !== fields.shownOption;
  const shownTotal = moneyOf(fields.shownTotal);
  // Nothing is ordered at a total that was not shown.
  if (isOther || shownTotal === undefined) return show(visit, { fields, isTotalChanged: true });
  const problems = missingFields(fields, visit.locals.language.messages.input);
  if (Object.keys(problems).length > 0) return show(visit, { fields, problems, status: 422 });
  return placeOrder(visit, { cartId, fields, shownTotal });
}

async function placeOrder(
  visit: Visit,
  { cartId, fields, shownTotal }: { cartId: string; fields: Fields; shownTotal: Money },
): Promise<CheckoutView | Response> {
  const key = fields.key ?? '';
  const { data, error, response } = await visit.locals.shop.api.POST(
    '/api/v1/carts/{cartId}/checkout',
    {
      params: { path: { cartId }, header: { 'idempotency-key': key } },
      body: {
        ...inputOf(fields),
        expectedTotal: shownTotal,
        locale: visit.locals.language.locale,
      },
    },
  );
  if (data !== undefined) return finish(visit, fields, data);
  const problem = new ApiProblem(response.status, error);
  // A page that is no checkout: what sent the order sends it again, or the shopper goes back to it.
  if (isOverload(problem)) throw problem;
  if (hasCode(problem, 'cart-already-ordered')) {
    const order = orderOf(problem);
    if (order !== undefined) return goToOrder(visit, order);
  }
  return showRefusal(visit, fields, problem);
}

/** An order, or an attempt that may become one. */
async function finish(
  visit: Visit,
  fields: Fields,
  data: { order: PlacedOrder } | { attempt: OpenAttempt },
): Promise<Response> {
  await saveAddress(visit, fields);
  return 'order' in data ? goToOrder(visit, data.order) : seeOther(waitPath(data.attempt.id));
}

async function showRefusal(
  visit: Visit,
  fields: Fields,
  problem: ApiProblem,
): Promise<CheckoutView | Response> {
  if (hasCode(problem, 'not-found')) return seeOther('/cart');
  const view = await viewCheckout(visit, {
    fields,
    status: problem.status,
    problems: problemsByField(problem.errors, visit.locals.language.messages.input),
  });
  if (view === undefined) return seeOther('/cart');
  const refusal = explainRefusal(problem, view.cart, visit.locals.language);
  return {
    ...view,
    refusal,
    total: refusal.newTotal ?? view.total,
    // Nothing was decided under the key, so the same intention keeps it.
    key: refusal.isUndecided ? (fields.key ?? view.key) : view.key,
  };
}

async function show(visit: Visit, input: ViewInput): Promise<CheckoutView | Response> {
  return (await viewCheckout(visit, input)) ?? seeOther('/cart');
}

function missingFields(fields: Fields, texts: Messages['input']): FieldProblems {
  const { email = '' } = fields;
  const isEmail = /^[^\s@]+@[^\s@]+$/.test(email);
  return {
    ...(email === '' ? { email: texts.missing } : {}),
    ...(email !== '' && !isEmail ? { email: texts.email } : {}),
    ...addressProblems(fields, 'shipping', texts),
    ...(fields.billingDiffers === 'yes' ? addressProblems(fields, 'billing', texts) : {}),
  };
}

function inputOf(fields: Fields): CheckoutInput {
  const [method, token] = (fields.payment ?? '').split(':');
  return {
    email: fields.email ?? '',
    shippingAddress: addressOf(fields, 'shipping'),
    ...(fields.billingDiffers === 'yes' ? { billingAddress: addressOf(fields, 'billing') } : {}),
    shippingOptionId: fields.shippingOptionId ?? '',
    ...(method && token ? { payment: { method, token } } : {}),
  };
}
