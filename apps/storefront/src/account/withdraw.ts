import { ApiProblem, answerOf } from '../api/problems.ts';
import type { WithdrawalReceipt } from '../api/shapes.ts';
import type { Visit } from '../browser/cookies.ts';
import { type Fields, readForm } from '../browser/forms.ts';
import type { Messages } from '../messages/index.ts';
import { rightTo } from './show-order.ts';

/** Where a shopper stands in withdrawing from a contract: the law asks for two steps. */
export type Withdrawing =
  | { step: 'form'; fields: Fields; problem?: string }
  | { step: 'review'; fields: Fields }
  | { step: 'received'; receipt: WithdrawalReceipt };

/**
 * Takes the shopper from the form over its review to the receipt. A guest proves the right to the
 * order by its number and mail address; nothing of this is asked before it is confirmed. Sending
 * the confirmation again, as a reload does, answers the same receipt.
 */
export async function withdraw(visit: Visit, orderId?: string): Promise<Withdrawing> {
  if (visit.request.method !== 'POST') return { step: 'form', fields: {} };
  const fields = await readForm(visit.request);
  const texts = visit.locals.language.messages.withdrawal;
  const asked = orderId === undefined ? ['name', 'number', 'email'] : ['name'];
  if (asked.some((name) => (fields[name] ?? '') === ''))
    return { step: 'form', fields, problem: texts.incomplete };
  if (fields.step === 'change') return { step: 'form', fields };
  if (fields.step !== 'confirm') return { step: 'review', fields };
  try {
    return { step: 'received', receipt: await declare(visit, fields, orderId) };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    return { step: 'form', fields, problem: textOf(error, texts) };
  }
}

function declare(visit: Visit, fields: Fields, orderId?: string): Promise<WithdrawalReceipt> {
  const { api } = visit.locals.shop;
  const { name = '', goods = '', number = '', email = '' } = fields;
  const body = { name, ...(goods === '' ? {} : { goods }) };
  if (orderId === undefined)
    return answerOf(api.POST('/api/v1/withdrawals', { body: { ...body, number, email } }));
  const params = { path: { id: orderId } };
  return answerOf(
    api.POST('/api/v1/orders/{id}/withdrawal', { params, body, headers: rightTo(visit, orderId) }),
  );
}

function textOf(problem: ApiProblem, texts: Messages['withdrawal']): string {
  if (problem.code === 'not-found') return texts.unknown;
  if (problem.code === 'too-many-withdrawals') return texts.tooManyParts;
  return problem.status === 429 ? texts.tooMany : texts.wrong;
}
