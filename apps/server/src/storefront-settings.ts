import { type Setting, setting } from '@cartwright/config';

const text = (env: string, description: string): Setting<string | undefined> =>
  setting.optionalText({ env, description });

/** Who sells: what the law wants a shop to say of itself. Unset members are marked on the pages. */
export const storefrontSettings = {
  company: text('SHOP_COMPANY', 'Seller with its legal form, for imprint and terms'),
  address: text('SHOP_ADDRESS', 'Postal address of the seller, its lines separated by ;'),
  representative: text('SHOP_REPRESENTATIVE', 'Who represents the seller'),
  // Notifications declare it too, in the same words.
  email: setting.optionalText({
    env: 'SHOP_EMAIL',
    description: 'Mail address for customers, to which the shop is told of withdrawals',
    pattern: /^[^\s@]+@[^\s@]+$/,
    problem: 'must be a mail address such as shop@example.com',
  }),
  phone: text('SHOP_PHONE', 'Telephone number for customers'),
  register: text('SHOP_REGISTER', 'Register and number of the seller'),
  vatId: text('SHOP_VAT_ID', 'VAT identification number of the seller'),
};
