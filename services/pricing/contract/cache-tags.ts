import type { StaffAction } from '@cartwright/contract';
import type { Static } from 'typebox';
import { pricingEvents } from './events.ts';

/** What kept answers show of pricing: currencies, countries that are shipped to, home delivery. */
export const storeTag = 'store';

/**
 * What an event of pricing changes. Prices are not among it: lists and product pages show
 * catalog's copy, and catalog tells when a price has reached it.
 */
export function endedByPricing({ type, data }: { type: string; data: unknown }): string[] {
  if (type !== pricingEvents.staffActed.type) return [];
  // The data of an event has the shape that its type declares.
  const { action } = data as Static<typeof StaffAction>;
  return /^(store|shipping-zone)-/.test(action) ? [storeTag] : [];
}
