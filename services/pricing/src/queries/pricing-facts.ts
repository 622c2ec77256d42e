import { ContractError } from '@cartwright/contract';
import { createBatch, type Database, runStatement, statement } from '@cartwright/database';
import type {
  PriceFact,
  PricingFacts,
  PromotionFact,
  ShippingRateFact,
  TaxRateFact,
} from '../domain/facts.ts';
import type { DB } from '../store/tables.generated.ts';

interface FactsRequest {
  currency: string;
  country: string | null;
  variantIds: readonly string[];
  codeKeys: readonly string[];
  customerHash: string | null;
}

/**
 * Reads all that a quote needs: the rows of these variants, this country and these codes only.
 * Dates and limits of codes are decided here, by the database's clock.
 * @throws ContractError `unknown-currency`
 */
export type FactsReader = (request: FactsRequest, deadline: number) => Promise<PricingFacts>;

interface FactsRow {
  terms:
    | {
        currency: string;
        country: string | null;
        pricesIncludeTax: boolean | null;
        taxRates: TaxRateFact[];
        shippingRates: ShippingRateFact[];
      }[]
    | null;
  /** Currency, variant, price and earlier price. */
  prices: [string, string, number, number | null][] | null;
  promotions: (PromotionFact & { customerHash: string | null })[] | null;
}

/**
 * Quotes that are asked for at the same moment are read together, in one statement and so of one
 * moment; what two of them need is read once.
 */
export function factsReaderIn(db: Database<DB>): FactsReader {
  const read = createBatch({
    name: 'pricing.facts',
    kind: 'read',
    keyOf: keyOfRequest,
    waitingMax: 10_000,
    run: async (requests: readonly FactsRequest[]) => {
      const wanted = pricesOf(requests);
      const [row] = await runStatement(db, factsOfAll, [
        listOfDistinct(requests.map(({ currency, country }) => ({ currency, country }))),
        wanted.map(({ variantId }) => variantId),
        wanted.map(({ currency }) => currency),
        listOfDistinct(
          requests.flatMap(({ codeKeys, customerHash }) =>
            codeKeys.map((codeKey) => ({ codeKey, customerHash })),
          ),
        ),
      ]);
      if (row === undefined) throw new Error('A select without a table gave no row');
      const found = byKeys(row);
      return new Map(requests.map((request) => [keyOfRequest(request), factsOf(found, request)]));
    },
  });
  return async (request, deadline) => {
    const facts = await read(request, deadline);
    const { currency } = request;
    if (facts === 'unknown-currency')
      throw new ContractError('unknown-currency', { data: { currency } });
    return facts;
  };
}

/** Only codes may hold anything, spaces too: they stand last and quoted. */
const keyOfRequest = (request: FactsRequest): string => {
  const { currency, country, customerHash, variantIds, codeKeys } = request;
  return key(currency, country, customerHash, variantIds.join(), JSON.stringify(codeKeys));
};

/** Each price that some of them need, once. */
function pricesOf(requests: readonly FactsRequest[]) {
  const wanted = new Map<string, { currency: string; variantId: string }>();
  for (const { currency, variantIds } of requests)
    for (const variantId of variantIds)
      wanted.set(key(currency, variantId), { currency, variantId });
  return [...wanted.values()];
}

const listOfDistinct = (members: readonly object[]): string =>
  `[${[...new Set(members.map((member) => JSON.stringify(member)))].join(',')}]`;

type Terms = NonNullable<FactsRow['terms']>[number];

interface Found {
  terms: ReadonlyMap<string, Terms>;
  prices: ReadonlyMap<string, PriceFact>;
  promotions: ReadonlyMap<string, PromotionFact>;
}

const key = (...parts: readonly (string | null)[]): string => parts.join(' ');

const byKeys = (row: FactsRow): Found => ({
  terms: new Map((row.terms ?? []).map((one) => [key(one.currency, one.country), one])),
  prices: new Map(
    (row.prices ?? []).map(([currency, variantId, priceMinor, compareAtMinor]) => [
      key(currency, variantId),
      { variantId, priceMinor, compareAtMinor },
    ]),
  ),
  promotions: new Map(
    (row.promotions ?? []).map(({ customerHash, ...promotion }) => [
      key(promotion.codeKey, customerHash),
      promotion,
    ]),
  ),
});

function factsOf(found: Found, request: FactsRequest): PricingFacts | 'unknown-currency' {
  const { currency, country, customerHash } = request;
  const terms = found.terms.get(key(currency, country));
  if (terms === undefined || terms.pricesIncludeTax === null) return 'unknown-currency';
  return {
    currency,
    pricesIncludeTax: terms.pricesIncludeTax,
    prices: request.variantIds.flatMap(
      (variantId) => found.prices.get(key(currency, variantId.toLowerCase())) ?? [],
    ),
    taxRates: terms.taxRates,
    shippingRates: terms.shippingRates,
    promotions: request.codeKeys.flatMap(
      (codeKey) => found.promotions.get(key(codeKey, customerHash)) ?? [],
    ),
  };
}

const factsOfAll = statement<FactsRow>(`
  select
    (
      select json_agg(json_build_object(
        'currency', asked.currency,
        'country', asked.country,
        'pricesIncludeTax', (
          select prices_include_tax
          from currency
          where code = asked.currency
        ),
        'taxRates', (
          select coalesce(json_agg(json_build_object(
            'category', category,
            'rateBasisPoints', rate_basis_points
          )), '[]')
          from tax_rate
          where country = coalesce(asked.country, (select home_country from store))
        ),
        'shippingRates', (
          select coalesce(json_agg(json_build_object(
            'optionId', rate.zone_code || '.' || rate.code,
            'name', rate.name,
            'names', rate.names,
            'deliveryDays', case
              when rate.days_min is not null
                then json_build_object('min', rate.days_min, 'max', rate.days_max)
            end,
            'basis', rate.basis,
            'bands', rate.bands
          ) order by rate.position), '[]')
          from shipping_zone_country as place
          join shipping_rate as rate using (zone_code)
          where place.country = asked.country
            and rate.currency = asked.currency
        )
      ))
      from jsonb_to_recordset($1::jsonb) as asked (currency text, country text)
    ) as terms,
    (
      select json_agg(json_build_array(
        price.currency,
        price.variant_id,
        price_minor,
        compare_at_minor
      ))
      from unnest($2::uuid[], $3::text[]) as asked (variant_id, currency)
      join price on price.variant_id = asked.variant_id and price.currency = asked.currency
    ) as prices,
    (
      select json_agg(json_build_object(
        'customerHash', asked."customerHash",
        'code', code,
        'codeKey', code_key,
        'title', title,
        'effect', effect,
        'minimumOrderValues', minimum_order_values,
        'isActive', is_active,
        'isCombinable', is_combinable,
        'hasStarted', coalesce(starts_at <= clock_timestamp(), true),
        'hasEnded', coalesce(ends_at <= clock_timestamp(), false),
        'isExhausted', coalesce(uses_count >= uses_max, false),
        'isCustomerLimitReached', coalesce(uses_per_customer_max <= (
          select count(*)
          from coupon_use
          where promotion_id = promotion.id
            and customer_hash = asked."customerHash"
        ), false)
      ))
      from jsonb_to_recordset($4::jsonb) as asked ("codeKey" text, "customerHash" text)
      join promotion on code_key = asked."codeKey"
    ) as promotions
`);
