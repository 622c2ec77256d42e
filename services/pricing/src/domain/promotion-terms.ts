import type { Promotion, PromotionChanges, PromotionInput } from '../../contract/shapes.ts';

/** All that staff decide about a promotion. */
export type PromotionTerms = Omit<Promotion, 'id' | 'usesCount' | 'createdAt'>;

/** A new promotion: without limits and dates unless they are given, active at once. */
export const termsOfNew = (input: PromotionInput): PromotionTerms => ({
  code: input.code,
  title: input.title,
  effect: input.effect,
  minimumOrderValues: input.minimumOrderValues ?? [],
  startsAt: input.startsAt ?? null,
  endsAt: input.endsAt ?? null,
  usesMax: input.usesMax ?? null,
  usesPerCustomerMax: input.usesPerCustomerMax ?? null,
  isCombinable: input.isCombinable ?? false,
  isActive: input.isActive ?? true,
});

export const termsAfter = (present: Promotion, changes: PromotionChanges): PromotionTerms => {
  const { id: _id, usesCount: _usesCount, createdAt: _createdAt, ...terms } = present;
  return { ...terms, ...changes };
};

/** Years that PostgreSQL and JavaScript both know, with room on either side. */
const timesRange = [Date.UTC(2000, 0, 1), Date.UTC(2200, 0, 1)] as const;

/** What is wrong with the terms beyond the shape of their members. */
export function problemOfTerms(terms: PromotionTerms): { pointer: string; message: string } | null {
  for (const name of ['startsAt', 'endsAt'] as const) {
    const time = terms[name];
    if (time === null) continue;
    const at = Date.parse(time);
    if (!(at >= timesRange[0] && at < timesRange[1]))
      return { pointer: `/body/${name}`, message: 'is not a time between 2000 and 2200' };
  }
  const { startsAt, endsAt, effect, minimumOrderValues } = terms;
  if (startsAt !== null && endsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt))
    return { pointer: '/body/endsAt', message: 'is not after the start' };
  if (hasTwice(minimumOrderValues))
    return { pointer: '/body/minimumOrderValues', message: 'name a currency twice' };
  if (effect.kind === 'amount' && hasTwice(effect.amounts))
    return { pointer: '/body/effect/amounts', message: 'name a currency twice' };
  return null;
}

const hasTwice = (amounts: readonly { currency: string }[]): boolean =>
  new Set(amounts.map(({ currency }) => currency)).size < amounts.length;

/** Currencies that the terms name; the shop must sell in each. */
export const currenciesOf = ({ effect, minimumOrderValues }: PromotionTerms): Set<string> =>
  new Set(
    [...minimumOrderValues, ...(effect.kind === 'amount' ? effect.amounts : [])].map(
      ({ currency }) => currency,
    ),
  );
