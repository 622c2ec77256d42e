import { type ApiProblem, isRecord } from '../api/problems.ts';
import type { Cart, Money } from '../api/shapes.ts';
import { optionValues } from '../catalog/option-values.ts';
import type { Language } from '../language.ts';
import { type Messages, textOf } from '../messages/index.ts';

/** Why a checkout did not become an order, as the page says it. */
export interface Refusal {
  title: string;
  hint: string;
  details: string[];
  /** Where it can be put right, when that is not this page. */
  link?: { href: string; text: string };
  /** The same key may be sent again: nothing was decided under it. */
  isUndecided: boolean;
  /** The way on is to take what is left, or to go on without it where nothing is. */
  lowering?: 'lower' | 'remove';
  /** The total to be accepted, when it is no longer the one that was shown. */
  newTotal?: Money;
}

/** Says each refusal of checkout in the shopper's words. */
export function explainRefusal(problem: ApiProblem, cart: Cart, language: Language): Refusal {
  const { messages } = language;
  const texts = messages.refusals;
  const editCart = { href: '/cart', text: texts.editCart };
  const plain = { details: [], isUndecided: false };
  switch (problem.code) {
    case 'payment-declined': {
      const reason = textOf(texts.reasons, String(problem.data.reason));
      return {
        ...plain,
        title: texts.declined,
        hint: texts.declinedHint,
        details: reason === undefined ? [] : [reason],
      };
    }
    case 'out-of-stock':
      return {
        ...plain,
        title: texts.outOfStock,
        hint: texts.outOfStockHint,
        details: missingLines(problem, cart, texts),
        ...loweringOf(problem),
        link: editCart,
      };
    case 'price-changed':
      return priceChange(problem, language);
    case 'checkout-in-progress':
      return {
        ...plain,
        title: texts.inProgress,
        hint: texts.inProgressHint,
        ...waitLink(problem, messages),
      };
    case 'lines-not-for-sale':
    case 'cart-empty':
      return { ...plain, title: texts.notForSale, hint: texts.notForSaleHint, link: editCart };
    case 'payment-unavailable':
      return { ...plain, title: texts.unavailable, hint: texts.unavailableHint, isUndecided: true };
    case 'invalid-input':
      return { ...plain, title: texts.input, hint: '' };
    default:
      return problem.status >= 500
        ? { ...plain, title: texts.unknown, hint: texts.unknownHint, isUndecided: true }
        : { ...plain, title: texts.other, hint: texts.otherHint };
  }
}

function missingLines(problem: ApiProblem, cart: Cart, texts: Messages['refusals']): string[] {
  return missing(problem).map(({ variantId, available, requested }) => {
    const line = cart.lines.find((candidate) => candidate.variantId === variantId);
    const options = optionValues(line?.options ?? {}).join(', ');
    const title =
      line === undefined ? '' : options === '' ? line.title : `${line.title} (${options})`;
    return texts.outOfStockLine(title, Number(available), Number(requested));
  });
}

function loweringOf(problem: ApiProblem): Pick<Refusal, 'lowering'> {
  const lines = missing(problem);
  if (lines.length === 0) return {};
  return { lowering: lines.every(({ available }) => available === 0) ? 'remove' : 'lower' };
}

const missing = (problem: ApiProblem): Record<string, unknown>[] =>
  Array.isArray(problem.data.lines) ? problem.data.lines.filter(isRecord) : [];

function priceChange(problem: ApiProblem, language: Language): Refusal {
  const { messages, showMoney } = language;
  const texts = messages.refusals;
  const { oldTotal, newTotal } = problem.data;
  const isKnown = isMoney(oldTotal) && isMoney(newTotal);
  return {
    title: texts.priceChanged,
    hint: isKnown ? texts.priceChangedHint(showMoney(oldTotal), showMoney(newTotal)) : '',
    details: [],
    isUndecided: false,
    ...(isKnown ? { newTotal } : {}),
  };
}

function waitLink(problem: ApiProblem, messages: Messages): Pick<Refusal, 'link'> {
  const { attemptId } = problem.data;
  return typeof attemptId === 'string'
    ? { link: { href: waitPath(attemptId), text: messages.cart.toCheckout } }
    : {};
}

export const waitPath = (attemptId: string): string =>
  `/checkout/wait?attempt=${encodeURIComponent(attemptId)}`;

const isMoney = (value: unknown): value is Money =>
  isRecord(value) && typeof value.amount === 'number' && typeof value.currency === 'string';
