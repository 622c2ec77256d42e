import { apparel } from './apparel.ts';
import type { Colourway } from './artwork/colours.ts';
import { type Base, isShoe } from './artwork/draw-product.ts';
import { plenty, type SampleProduct } from './row.ts';
import { shoes } from './shoes.ts';

interface SampleCollection {
  slug: string;
  title: string;
  description: string;
  parent?: string;
}

export const collections: readonly SampleCollection[] = [
  {
    slug: 'shoes',
    title: 'Shoes',
    description: 'Made to be walked in: for roads, courts, trails and the office floor.',
  },
  {
    slug: 'running',
    title: 'Running',
    description: 'Cushioned for long roads, tuned for short ones.',
    parent: 'shoes',
  },
  {
    slug: 'sneakers',
    title: 'Sneakers',
    description: 'Court shapes and high tops for every day.',
    parent: 'shoes',
  },
  {
    slug: 'boots',
    title: 'Boots',
    description: 'Leather that shrugs off weather.',
    parent: 'shoes',
  },
  {
    slug: 'summer',
    title: 'Sandals and loafers',
    description: 'Light shoes for warm days.',
    parent: 'shoes',
  },
  {
    slug: 'clothing',
    title: 'Clothing',
    description: 'Organic cotton, cut to move.',
  },
  {
    slug: 'accessories',
    title: 'Accessories',
    description: 'What goes with the shoes: socks, caps and bags.',
  },
  {
    slug: 'sale',
    title: 'Sale',
    description: 'Last sizes and last season at a better price.',
  },
];

const palette = {
  ember: { name: 'Ember', main: '#c8452f', accent: '#26324a', sole: '#f2efe8', lace: '#ffffff' },
  pine: { name: 'Pine', main: '#3f6f63', accent: '#e2b23a', sole: '#efe9dc', lace: '#f6f1e4' },
  graphite: {
    name: 'Graphite',
    main: '#2c2f36',
    accent: '#8d99ae',
    sole: '#d9d7d2',
    lace: '#e8e8e8',
  },
  chalk: { name: 'Chalk', main: '#e9e5dc', accent: '#b9b2a3', sole: '#ffffff', lace: '#ffffff' },
  ocean: { name: 'Ocean', main: '#2f6690', accent: '#f2c14e', sole: '#f4f6f7', lace: '#ffffff' },
  plum: { name: 'Plum', main: '#6d3b5e', accent: '#e8a0a8', sole: '#f3ecef', lace: '#f9eef0' },
  sand: { name: 'Sand', main: '#c9a87c', accent: '#7a5b3a', sole: '#efe4d2', lace: '#5d452c' },
  chestnut: {
    name: 'Chestnut',
    main: '#7b4a2d',
    accent: '#4e2d1a',
    sole: '#2b211b',
    lace: '#d9b98c',
  },
  sky: { name: 'Sky', main: '#8fb8d8', accent: '#ffffff', sole: '#fafcfd', lace: '#ffffff' },
  moss: { name: 'Moss', main: '#7c8450', accent: '#3c4a2c', sole: '#e6e2d0', lace: '#f1eedd' },
} as const satisfies Record<string, Colourway>;

type ColourName = keyof typeof palette;

const shoeSizes = ['37', '38', '39', '40', '41', '42', '43', '44', '45'];
const clothingSizes = ['XS', 'S', 'M', 'L', 'XL'];
const oneSize = ['One size'];

const weights: Readonly<Record<Base, number>> = {
  runner: 620,
  racer: 420,
  trail: 680,
  court: 780,
  'high-top': 900,
  boot: 1_450,
  sandal: 540,
  loafer: 700,
  'slip-on': 560,
  tee: 180,
  hoodie: 520,
  cap: 90,
  socks: 60,
  backpack: 850,
};

function sizesOf(base: Base): readonly string[] {
  if (isShoe(base)) return shoeSizes;
  if (base === 'tee' || base === 'hoodie') return clothingSizes;
  return base === 'socks' ? ['36-39', '40-43', '44-47'] : oneSize;
}

const isColour = (name: string): name is ColourName => name in palette;

/** The range: shoes first, then what goes with them. */
export const products: readonly SampleProduct[] = [...shoes, ...apparel].map(
  ([title, base, places, colours, priceMinor, description, extra = {}]) => ({
    slug: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    title,
    description,
    base,
    type: base,
    collections: [...(isShoe(base) ? ['shoes'] : []), ...places.split(' ')],
    colourways: colours
      .split(' ')
      .filter(isColour)
      .map((name) => palette[name]),
    sizes: sizesOf(base),
    priceMinor,
    weightGrams: weights[base],
    stock: plenty,
    tags: [],
    ...extra,
  }),
);

const rankInBase = (product: SampleProduct): number =>
  products.filter(({ base }) => base === product.base).indexOf(product);

/** One of each kind before the second of any: what is new is to show how wide the range is. */
export const newestFirst: readonly SampleProduct[] = products.toSorted(
  (a, b) => rankInBase(a) - rankInBase(b),
);
