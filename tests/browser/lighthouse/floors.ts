import type { Figures } from './measure-page.ts';

/** What a page must reach; scores are of 100, script is what crosses the wire. */
export interface Floors {
  atLeast: Partial<Record<keyof Figures, number>>;
  atMost: Partial<Record<keyof Figures, number>>;
}

export interface MeasuredPlace {
  /** Name in the list of pages. */
  name: string;
  floors: Floors;
}

/** Good values of Core Web Vitals end at 2.5 s, 0.1 and 200 ms; these are stricter. */
const vitals = { lcpMs: 1_800, cls: 0.02, tbtMs: 100 };
const publicPage: Floors = {
  atLeast: { performance: 95, accessibility: 98, bestPractices: 98, seo: 98 },
  atMost: { ...vitals, scriptKb: 30 },
};
/** Search engines are kept out of these on purpose, so SEO is no measure of them. */
const cart: Floors = {
  atLeast: { performance: 95, accessibility: 98, bestPractices: 98 },
  atMost: { ...vitals, scriptKb: 30 },
};
const checkout: Floors = { ...cart, atMost: { ...vitals, scriptKb: 60 } };

export const measuredPlaces: readonly MeasuredPlace[] = [
  { name: 'home', floors: publicPage },
  { name: 'collection', floors: publicPage },
  { name: 'product', floors: publicPage },
  { name: 'cart', floors: cart },
  { name: 'checkout', floors: checkout },
];

/** Every floor that the figures do not reach, as a sentence. */
export function breaches(figures: Figures, { atLeast, atMost }: Floors): string[] {
  const tooLow = entries(atLeast).filter(([name, limit]) => figures[name] < limit);
  const tooHigh = entries(atMost).filter(([name, limit]) => figures[name] > limit);
  return [
    ...tooLow.map(([name, limit]) => `${name} is ${figures[name]}, at least ${limit} is asked`),
    ...tooHigh.map(([name, limit]) => `${name} is ${figures[name]}, at most ${limit} is asked`),
  ];
}

const figureNames = [
  'performance',
  'accessibility',
  'bestPractices',
  'seo',
  'lcpMs',
  'cls',
  'tbtMs',
  'scriptKb',
] as const;

const entries = (limits: Floors['atLeast']) =>
  figureNames.flatMap((name): [keyof Figures, number][] => {
    const limit = limits[name];
    return limit === undefined ? [] : [[name, limit]];
  });
