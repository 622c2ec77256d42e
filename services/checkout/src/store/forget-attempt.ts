import { sql } from 'kysely';

/** Takes the personal data out of an attempt that became an order: which cart it was stays. */
export const forgetAttempt = sql`
  email = null,
  shopper_id = null,
  shipping_address = null,
  billing_address = null,
  frozen = null,
  placed_order = null`;
