/** What the shop says of its seller, and the setting that holds it. */
export const merchantSettings = {
  company: 'SHOP_COMPANY',
  address: 'SHOP_ADDRESS',
  representative: 'SHOP_REPRESENTATIVE',
  email: 'SHOP_EMAIL',
  phone: 'SHOP_PHONE',
  register: 'SHOP_REGISTER',
  vatId: 'SHOP_VAT_ID',
} as const;

export type MerchantMember = keyof typeof merchantSettings;

/** Who sells. Members that the shop has not set are absent, and marked where they belong. */
export type Merchant = Readonly<Partial<Record<MerchantMember, string | undefined>>>;

/** Pages that the law asks for; their texts are templates, filled with the seller's members. */
export const legalPages = ['imprint', 'terms', 'withdrawal', 'privacy', 'shipping'] as const;
export type LegalPage = (typeof legalPages)[number];

export const legalPath = (page: LegalPage): string => `/legal/${page}`;

/** Where a contract is withdrawn from: the law wants it within easy reach of every page. */
export const withdrawPath = '/withdraw';
