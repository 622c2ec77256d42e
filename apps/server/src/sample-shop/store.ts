import { type CallContext, type Client, isContractError } from '@cartwright/contract';
import type { pricingContract } from '@cartwright/pricing/contract';

interface StoreSetUp {
  pricing: Client<typeof pricingContract>;
  context: () => CallContext;
}

/** Standard rates of value added tax in basis points, as the EU lists them for 2026. */
const standardTax: Readonly<Record<string, number>> = {
  AT: 2_000,
  BE: 2_100,
  DE: 1_900,
  DK: 2_500,
  ES: 2_100,
  FR: 2_000,
  GB: 2_000,
  IE: 2_300,
  IT: 2_200,
  LU: 1_700,
  NL: 2_100,
  PL: 2_300,
  PT: 2_300,
  SE: 2_500,
};

interface Zone {
  code: string;
  name: string;
  countries: string[];
  standardMinor: number;
  expressMinor: number;
  standardDays: { min: number; max: number };
  expressDays: { min: number; max: number };
}

const zones: readonly Zone[] = [
  {
    code: 'home',
    name: 'Germany',
    countries: ['DE'],
    standardMinor: 490,
    expressMinor: 1_290,
    standardDays: { min: 2, max: 4 },
    expressDays: { min: 1, max: 1 },
  },
  {
    code: 'europe',
    name: 'Europe',
    countries: Object.keys(standardTax).filter((country) => country !== 'DE'),
    standardMinor: 990,
    expressMinor: 1_990,
    standardDays: { min: 3, max: 6 },
    expressDays: { min: 1, max: 2 },
  },
  {
    code: 'world',
    name: 'North America',
    countries: ['CA', 'US'],
    standardMinor: 1_990,
    expressMinor: 3_990,
    standardDays: { min: 6, max: 12 },
    expressDays: { min: 2, max: 4 },
  },
];

/** Orders from this value ship free by standard post. */
const freeFromMinor = 10_000;
const currencies = ['EUR', 'USD', 'GBP'] as const;

/** Currencies, taxes, shipping and a code to try: what a shop needs before it can sell. */
export async function setUpStore({ pricing, context }: StoreSetUp): Promise<void> {
  await pricing.setStore(
    {
      body: {
        currencies: currencies.map((code) => ({ code, pricesIncludeTax: true })),
        defaultCurrency: 'EUR',
        homeCountry: 'DE',
      },
    },
    context(),
  );
  const rates = Object.entries(standardTax).flatMap(([country, rateBasisPoints]) =>
    ['standard', 'shipping'].map((category) => ({ country, category, rateBasisPoints })),
  );
  await pricing.setTaxRates({ body: { rates } }, context());
  for (const zone of zones)
    await pricing.setShippingZone(
      {
        params: { zone: zone.code },
        body: { name: zone.name, countries: zone.countries, rates: ratesOf(zone) },
      },
      context(),
    );
  await createWelcomeCode({ pricing, context });
}

const ratesOf = (zone: Zone) =>
  currencies.flatMap((currency) => [
    {
      code: `standard-${currency.toLowerCase()}`,
      name: 'Standard',
      names: { de: 'Standardversand' },
      currency,
      basis: 'order-value' as const,
      bands: [
        { from: 0, below: freeFromMinor, price: zone.standardMinor },
        { from: freeFromMinor, below: null, price: 0 },
      ],
      deliveryDays: zone.standardDays,
    },
    {
      code: `express-${currency.toLowerCase()}`,
      name: 'Express',
      names: { de: 'Expressversand' },
      currency,
      basis: 'order-value' as const,
      bands: [{ from: 0, below: null, price: zone.expressMinor }],
      deliveryDays: zone.expressDays,
    },
  ]);

async function createWelcomeCode({ pricing, context }: StoreSetUp): Promise<void> {
  try {
    await pricing.createPromotion(
      {
        body: {
          code: 'WELCOME10',
          title: '10 % off your first order',
          effect: { kind: 'percentage', basisPoints: 1_000 },
          usesPerCustomerMax: 1,
        },
      },
      context(),
    );
  } catch (error) {
    // Made by an earlier start that was interrupted.
    if (!isContractError(error, 'promotion-code-taken')) throw error;
  }
}
