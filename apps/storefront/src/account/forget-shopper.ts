import {
  type Flash,
  forgetAttempts,
  forgetCart,
  forgetDraft,
  forgetOrders,
  forgetSeenPrices,
  leaveFlash,
  type Visit,
} from '../browser/cookies.ts';
import { seeOther } from '../browser/redirects.ts';

const farewells: readonly string[] = ['signed-out', 'erased'];

/**
 * Lets the browser forget whoever has used it, since somebody else may be next, and says farewell
 * on the front page. Language, currency and theme tell of nobody and stay.
 */
export function forgetShopper(visit: Visit, farewell: 'signed-out' | 'erased'): Response {
  forgetAttempts(visit);
  forgetCart(visit);
  forgetDraft(visit);
  forgetOrders(visit);
  forgetSeenPrices(visit);
  leaveFlash(visit, { kind: 'notice', key: farewell });
  return seeOther('/');
}

/** Whether a page is that farewell, whose script then forgets what only the browser knows. */
export const isFarewell = (flash: Flash | undefined): boolean =>
  flash !== undefined && farewells.includes(flash.key);
