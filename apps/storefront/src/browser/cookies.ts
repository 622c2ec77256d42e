import type { AstroCookies } from 'astro';
import { isRecord } from '../api/problems.ts';
import type { Cart, Money } from '../api/shapes.ts';
import { countPieces } from '../count-pieces.ts';
import {
  defaultLanguage,
  inLanguage,
  type LanguageCode,
  languageCodes,
  languageOfLocale,
} from '../language-path.ts';

/** The parts of a page's context that actions need. */
export interface Visit {
  request: Request;
  url: URL;
  cookies: AstroCookies;
  locals: App.Locals;
}

/** Of cookies, which tell a page something beside its address. */
export const names = {
  attempt: 'cartwright.attempt',
  attempts: 'cartwright.attempts',
  cart: 'cartwright.cart',
  cartCount: 'cartwright.cart-count',
  checkoutPrices: 'cartwright.checkout-prices',
  currency: 'cartwright.currency',
  draft: 'cartwright.checkout',
  flash: 'cartwright.flash',
  language: 'cartwright.language',
  order: 'cartwright.order',
  orders: 'cartwright.orders',
  prices: 'cartwright.prices',
} as const;

/** A page has an address in every language, so a cookie that is sent to it alone has so too. */
const inEveryPath = (name: string, path: string): { name: string; path: string }[] =>
  languageCodes.map((code) => ({
    name: code === defaultLanguage ? name : `${name}.${code}`,
    path: inLanguage(code, path),
  }));

/** Cookies of these pages, which the API never gets. */
export const ownCookies: readonly string[] = Object.values(names).flatMap((name) =>
  inEveryPath(name, '/').map((cookie) => cookie.name),
);

const daySeconds = 24 * 3600;
const cartDays = 60;
const orderDays = 90;
/** Of their ids, 750 bytes are sent along with every request; older orders open by their mail. */
const ordersMax = 20;
const orderIdPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Browsers drop cookies above 4,096 bytes with name and attributes. */
const cookieBytesMax = 3_800;

const optionsOf = ({ locals }: Visit) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: locals.host.publicUrl.startsWith('https:'),
});

/** The cart id is the right to use the cart, so it stands in no address. */
export const cartIdOf = ({ cookies }: Visit): string | undefined =>
  cookies.get(names.cart)?.value || undefined;

export function rememberCart(visit: Visit, cart: Cart): void {
  const maxAge = cartDays * daySeconds;
  visit.cookies.set(names.cart, cart.id, { ...optionsOf(visit), maxAge });
  // Beside the cart, so that a page can show the number without asking for the priced cart.
  visit.cookies.set(names.cartCount, String(countPieces(cart.lines)), {
    ...optionsOf(visit),
    maxAge,
  });
}

export function forgetCart(visit: Visit): void {
  visit.cookies.delete(names.cart, { path: '/' });
  visit.cookies.delete(names.cartCount, { path: '/' });
  forgetSeenPrices(visit);
}

export function cartCountOf({ cookies }: Visit): number {
  const count = Number(cookies.get(names.cartCount)?.value ?? 0);
  return Number.isInteger(count) && count > 0 ? count : 0;
}

/** Prices of variants as this browser last saw them, by the end of their ids. */
type SeenPrices = Readonly<Record<string, Money>>;

/** Only pages that tell of changes get them. One name holds one path, so each has its own. */
const priceCookies = [
  ...inEveryPath(names.prices, '/cart'),
  ...inEveryPath(names.checkoutPrices, '/checkout'),
];

export function readSeenPrices({ cookies }: Visit): SeenPrices {
  const kept = priceCookies.map(({ name }) => cookies.get(name)?.value);
  const parts = (kept.find((text) => text) ?? '').split('.');
  return Object.fromEntries(
    parts.flatMap((part) => {
      const [, variant, amount, currency] =
        /^([0-9a-f]{8})-(\d{1,15})-([A-Z]{3})$/.exec(part) ?? [];
      if (variant === undefined || currency === undefined) return [];
      return [[variant, { amount: Number(amount), currency }]];
    }),
  );
}

export function keepSeenPrices(visit: Visit, prices: SeenPrices): void {
  const value = Object.entries(prices)
    .map(([variant, { amount, currency }]) => `${variant}-${amount}-${currency}`)
    .join('.');
  // A hundred lines, which are all that a cart holds, take 2,900 bytes.
  if (value.length > cookieBytesMax) return;
  for (const { name, path } of priceCookies)
    visit.cookies.set(name, value, { ...optionsOf(visit), path, maxAge: cartDays * daySeconds });
}

export function forgetSeenPrices({ cookies }: Visit): void {
  for (const { name, path } of priceCookies) cookies.delete(name, { path });
}

export const chosenCurrency = ({ cookies }: Visit): string | undefined => {
  const value = cookies.get(names.currency)?.value ?? '';
  return /^[A-Z]{3}$/.test(value) ? value : undefined;
};

export function rememberCurrency(visit: Visit, currency: string): void {
  visit.cookies.set(names.currency, currency, { ...optionsOf(visit), maxAge: 365 * daySeconds });
}

/**
 * The right to see one order; sent to its pages only. It holds while the order stands in the list
 * of this browser's orders: what the list does not name, signing out could not take away. Of two
 * orders opened at the same moment the list may keep one: the other is found again by its mail.
 */
export function orderTokenOf(visit: Visit, orderId: string): string | undefined {
  if (!rememberedOrders(visit).includes(orderId)) return undefined;
  return inEveryPath(names.order, '/')
    .map(({ name }) => visit.cookies.get(name)?.value)
    .find((value) => value);
}

export function rememberOrder(visit: Visit, orderId: string, token: string): void {
  if (!orderIdPattern.test(orderId)) return;
  const maxAge = orderDays * daySeconds;
  for (const { name, path } of inEveryPath(names.order, `/orders/${orderId}`))
    visit.cookies.set(name, token, { ...optionsOf(visit), path, maxAge });
  const ids = [orderId, ...rememberedOrders(visit).filter((id) => id !== orderId)];
  for (const id of ids.slice(ordersMax)) forgetOrder(visit, id);
  const kept = ids.slice(0, ordersMax).join('.');
  visit.cookies.set(names.orders, kept, { ...optionsOf(visit), maxAge });
}

export function forgetOrders(visit: Visit): void {
  for (const id of rememberedOrders(visit)) forgetOrder(visit, id);
  visit.cookies.delete(names.orders, { path: '/' });
}

/** Their cookies are sent to their own pages, so what may be forgotten is named beside them. */
const rememberedOrders = ({ cookies }: Visit): string[] =>
  (cookies.get(names.orders)?.value ?? '').split('.').filter((id) => orderIdPattern.test(id));

function forgetOrder({ cookies }: Visit, orderId: string): void {
  for (const { name, path } of inEveryPath(names.order, `/orders/${orderId}`))
    cookies.delete(name, { path });
}

/** The attempt that this browser waited for last, until the browser is closed. */
export function rememberOpenAttempt(visit: Visit, attemptId: string): void {
  for (const { name, path } of inEveryPath(names.attempt, '/checkout'))
    visit.cookies.set(name, attemptId, { ...optionsOf(visit), path });
}

export const openAttemptOf = ({ cookies }: Visit): string | undefined =>
  inEveryPath(names.attempt, '/')
    .map(({ name }) => cookies.get(name)?.value)
    .find((value) => value);

/** Of their pairs, each 73 bytes; only the pages of checkout get them. */
const attemptsMax = 5;
const attemptPairPattern = /^[0-9a-f-]{36}_[0-9a-f-]{36}$/;

/** Where an attempt ended: its cart, which was the right to ask for it, is forgotten by then. */
export function rememberAttempt(visit: Visit, attemptId: string, orderId: string): void {
  const pair = `${attemptId}_${orderId}`;
  if (!attemptPairPattern.test(pair)) return;
  const pairs = [pair, ...rememberedAttempts(visit).filter((other) => other !== pair)];
  for (const { name, path } of inEveryPath(names.attempts, '/checkout'))
    visit.cookies.set(name, pairs.slice(0, attemptsMax).join('.'), { ...optionsOf(visit), path });
}

export const orderOfAttempt = (visit: Visit, attemptId: string): string | undefined =>
  rememberedAttempts(visit)
    .map((pair) => pair.split('_'))
    .find(([attempt]) => attempt === attemptId)?.[1];

export function forgetAttempts({ cookies }: Visit): void {
  for (const kept of [names.attempt, names.attempts])
    for (const { name, path } of inEveryPath(kept, '/checkout')) cookies.delete(name, { path });
}

function rememberedAttempts({ cookies }: Visit): string[] {
  const kept = inEveryPath(names.attempts, '/').map(({ name }) => cookies.get(name)?.value);
  const pairs = (kept.find((value) => value) ?? '').split('.');
  return pairs.filter((pair) => attemptPairPattern.test(pair));
}

/** What was typed at checkout, until the browser is closed; never anything of the payment. */
export function readDraft({ cookies }: Visit): Record<string, string> {
  const drafts = inEveryPath(names.draft, '/').map(({ name }) => cookies.get(name)?.value);
  const value = readJson(drafts.find((draft) => draft));
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

export function keepDraft(visit: Visit, fields: Record<string, string>): void {
  const value = JSON.stringify(fields);
  // What does not fit is typed again: that is better than losing the whole.
  if (encodeURIComponent(value).length > cookieBytesMax) return;
  for (const { name, path } of inEveryPath(names.draft, '/checkout'))
    visit.cookies.set(name, value, { ...optionsOf(visit), path });
}

export function forgetDraft({ cookies }: Visit): void {
  for (const { name, path } of inEveryPath(names.draft, '/checkout'))
    cookies.delete(name, { path });
}

/** Where payment providers send shoppers back to, who know of no language. */
const returnPath = '/checkout/attempts';

export function rememberLanguage(visit: Visit): void {
  const { code } = visit.locals.language;
  visit.cookies.set(names.language, code, { ...optionsOf(visit), path: returnPath });
}

export const rememberedLanguage = ({ cookies }: Visit): LanguageCode | undefined =>
  languageOfLocale(cookies.get(names.language)?.value ?? '');

/** A message for the next page, after a redirect. */
export interface Flash {
  kind: 'notice' | 'problem';
  /** Name of the message in the texts. */
  key: string;
  detail?: string;
}

export function leaveFlash(visit: Visit, flash: Flash): void {
  visit.cookies.set(names.flash, JSON.stringify(flash), { ...optionsOf(visit), maxAge: 60 });
}

export function readFlash({ cookies }: Pick<Visit, 'cookies'>): Flash | undefined {
  const value = readJson(cookies.get(names.flash)?.value);
  if (!isRecord(value) || typeof value.key !== 'string') return undefined;
  return {
    kind: value.kind === 'notice' ? 'notice' : 'problem',
    key: value.key,
    ...(typeof value.detail === 'string' ? { detail: value.detail } : {}),
  };
}

export const dropFlash = ({ cookies }: Pick<Visit, 'cookies'>): void =>
  cookies.delete(names.flash, { path: '/' });

/** Cookies come from the browser: what cannot be read counts as absent. */
function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}
