import type { Base, Colourway } from './artwork.ts';

/** One product of the sample shop; each colourway becomes an option value with its own picture. */
export interface SampleProduct {
  slug: string;
  title: string;
  description: string;
  base: Base;
  type: string;
  collections: readonly string[];
  tags: readonly string[];
  colourways: readonly Colourway[];
  sizes: readonly string[];
  /** Euro cents with tax; other currencies follow from it. */
  priceMinor: number;
  compareAtMinor?: number;
  weightGrams: number;
  /** Units of each variant; a few are sold out, so that the shop shows how that looks. */
  stock: (index: number) => number;
}

export interface SampleCollection {
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

const plenty = (index: number): number => 20 + ((index * 7) % 31);
const patchy = (index: number): number => (index % 5 === 2 ? 0 : index % 4 === 1 ? 3 : 18);
const scarce = (index: number): number => (index % 3 === 0 ? 0 : 2);

/** title, base, collections, colours, euro cents, then what differs from the usual. */
type Row = [
  title: string,
  base: Base,
  collections: string,
  colours: string,
  priceMinor: number,
  description: string,
  extra?: Partial<Pick<SampleProduct, 'compareAtMinor' | 'stock' | 'tags'>>,
];

const rows: readonly Row[] = [
  [
    'Meridian Runner',
    'runner',
    'running',
    'ember ocean graphite',
    12_900,
    'A daily trainer with a rocker sole that rolls you forward. Knitted upper, 8 mm drop, 245 g in size 42.',
  ],
  [
    'Meridian Runner GTX',
    'runner',
    'running',
    'pine graphite',
    15_900,
    'The Meridian with a membrane that keeps rain out and lets warmth go. For the months when roads are wet.',
  ],
  [
    'Tempo Racer',
    'runner',
    'running',
    'sky ember',
    17_900,
    'Race day only: a stiff plate, a light foam and nothing else. 189 g.',
    { stock: patchy },
  ],
  [
    'Longway Cushion',
    'runner',
    'running',
    'ocean plum chalk',
    14_500,
    'The softest ride we make, for easy miles and tired legs.',
  ],
  [
    'Ridge Trail',
    'runner',
    'running',
    'moss ember',
    13_900,
    'Five-millimetre lugs and a rock guard for paths that are hardly paths.',
    { stock: patchy },
  ],
  [
    'Ridge Trail Lite',
    'runner',
    'running',
    'sand moss',
    11_900,
    'Less shoe, more trail: a grippy sole under a light upper.',
  ],
  [
    'Harbour Jogger',
    'runner',
    'running sneakers',
    'chalk ocean plum',
    9_900,
    'A classic jogging shape in suede and mesh, for the river and the bar after it.',
  ],
  [
    'Dawn Patrol',
    'runner',
    'running',
    'plum sky',
    12_500,
    'Reflective threads for early starts. Roomy toe box, steady heel.',
  ],
  [
    'Sprint Kid at Heart',
    'runner',
    'running sale',
    'ember sky',
    6_900,
    'A light trainer in last season’s colours.',
    { compareAtMinor: 9_900, stock: scarce, tags: ['last sizes'] },
  ],
  [
    'Centre Court',
    'court',
    'sneakers',
    'chalk pine ocean',
    8_900,
    'Clean leather, stitched cup sole: the tennis shoe that never left.',
  ],
  [
    'Centre Court Suede',
    'court',
    'sneakers',
    'sand moss plum',
    9_500,
    'The Centre Court in soft suede that gets better with wear.',
  ],
  [
    'Baseline Low',
    'court',
    'sneakers',
    'graphite chalk',
    7_900,
    'Canvas on natural rubber. Simple, washable, yours.',
  ],
  [
    'Volley Stripe',
    'court',
    'sneakers',
    'pine ember ocean',
    8_500,
    'A side stripe borrowed from old gym floors.',
    { stock: patchy },
  ],
  [
    'Arcade',
    'court',
    'sneakers',
    'plum sky',
    8_200,
    'Bright panels and a flat sole: made for standing about stylishly.',
  ],
  [
    'Gallery White',
    'court',
    'sneakers',
    'chalk',
    11_900,
    'Full-grain leather without a logo in sight.',
  ],
  [
    'Quay Canvas',
    'court',
    'sneakers summer',
    'sky sand ocean',
    6_500,
    'Loose canvas that dries on the way home from the beach.',
  ],
  [
    'Rally Retro',
    'court',
    'sneakers sale',
    'ember graphite',
    5_900,
    'A rally shoe from the archive, at its last price.',
    { compareAtMinor: 8_900, stock: scarce, tags: ['last sizes'] },
  ],
  [
    'Northside High',
    'high-top',
    'sneakers',
    'graphite ember chalk',
    9_900,
    'A canvas high top with a rubber toe and a padded ankle.',
  ],
  [
    'Northside High Leather',
    'high-top',
    'sneakers',
    'chestnut graphite',
    12_900,
    'The high top in leather, lined for cold courts.',
  ],
  [
    'Rafter',
    'high-top',
    'sneakers',
    'ocean plum',
    10_900,
    'A basketball shape with a soft collar, tamed for the street.',
    { stock: patchy },
  ],
  [
    'Rafter Kind',
    'high-top',
    'sneakers',
    'moss sand',
    10_900,
    'The Rafter from plants: cork, cotton and natural rubber.',
    { tags: ['vegan'] },
  ],
  ['Subway High', 'high-top', 'sneakers', 'pine sky', 8_900, 'Tall, light and laced to the top.'],
  [
    'Encore High',
    'high-top',
    'sneakers sale',
    'plum',
    6_400,
    'The last pairs of a favourite.',
    { compareAtMinor: 9_400, stock: scarce, tags: ['last sizes'] },
  ],
  [
    'Fell Boot',
    'boot',
    'boots',
    'chestnut graphite',
    18_900,
    'Waxed leather, a lugged sole and a welt that any cobbler can replace.',
  ],
  [
    'Fell Boot Lined',
    'boot',
    'boots',
    'chestnut',
    20_900,
    'The Fell Boot with wool inside.',
    { stock: patchy },
  ],
  [
    'Harvest Boot',
    'boot',
    'boots',
    'sand chestnut',
    16_900,
    'Nubuck the colour of stubble fields, on a wedge sole.',
  ],
  [
    'City Hiker',
    'boot',
    'boots',
    'moss graphite ember',
    14_900,
    'A hiking boot that knows which fork to use.',
  ],
  [
    'Snowline',
    'boot',
    'boots',
    'graphite ocean',
    19_900,
    'Insulated, sealed and warm down to minus twenty.',
  ],
  [
    'Orchard Boot',
    'boot',
    'boots sale',
    'plum',
    11_900,
    'A softer boot for dry days, in the last sizes.',
    { compareAtMinor: 16_900, stock: scarce, tags: ['last sizes'] },
  ],
  [
    'Tide Sandal',
    'sandal',
    'summer',
    'pine ocean',
    7_500,
    'Two straps, one buckle, and a footbed that learns your foot.',
  ],
  ['Tide Sandal Cork', 'sandal', 'summer', 'sand chestnut', 8_500, 'The Tide on cork and suede.'],
  [
    'Delta Trek',
    'sandal',
    'summer',
    'graphite moss',
    8_900,
    'A sandal for rivers: drains, grips and holds on.',
    { stock: patchy },
  ],
  [
    'Atelier Loafer',
    'loafer',
    'summer',
    'chestnut graphite',
    13_900,
    'Hand-stitched apron, leather sole, no laces to think about.',
  ],
  [
    'Atelier Loafer Suede',
    'loafer',
    'summer',
    'sand ocean',
    13_900,
    'The Atelier in unlined suede.',
  ],
  [
    'Weekend Slip-on',
    'loafer',
    'summer sneakers',
    'chalk moss',
    6_900,
    'On in a second, and out of the door.',
  ],
  [
    'Everyday Tee',
    'tee',
    'clothing',
    'chalk graphite ember pine',
    2_900,
    'Organic cotton, 180 g, pre-washed so that it stays its size.',
  ],
  ['Club Tee', 'tee', 'clothing', 'ocean plum', 3_200, 'A ringer tee with contrast ribs.'],
  ['Run Tee', 'tee', 'clothing running', 'sky moss', 3_900, 'Dries before you have stretched.'],
  [
    'Harbour Hoodie',
    'hoodie',
    'clothing',
    'pine graphite chalk',
    6_900,
    'Brushed inside, double hood, pocket for cold hands.',
  ],
  [
    'Trail Hoodie',
    'hoodie',
    'clothing running',
    'moss ember',
    7_900,
    'A light layer that packs into its own pocket.',
  ],
  [
    'Sunday Hoodie',
    'hoodie',
    'clothing sale',
    'plum sky',
    4_900,
    'For doing nothing well.',
    { compareAtMinor: 6_900, stock: scarce },
  ],
  [
    'Peak Cap',
    'cap',
    'accessories',
    'graphite ember ocean',
    2_400,
    'Six panels, a curved brim and a strap that holds.',
  ],
  [
    'Runner Cap',
    'cap',
    'accessories running',
    'sky chalk',
    2_600,
    'So light that you forget it is there.',
  ],
  [
    'Crew Socks',
    'socks',
    'accessories',
    'ember ocean pine',
    1_200,
    'Combed cotton with a padded heel. One pair.',
  ],
  [
    'Trail Socks',
    'socks',
    'accessories running',
    'moss plum',
    1_600,
    'Merino that stays fresh for days. One pair.',
  ],
  [
    'Daypack 18',
    'backpack',
    'accessories',
    'pine graphite',
    7_900,
    'Eighteen litres, a laptop sleeve and room for shoes.',
  ],
  [
    'Commuter Pack 24',
    'backpack',
    'accessories',
    'ocean chestnut',
    9_900,
    'Opens flat, closes dry, carries a day and a night.',
  ],
];

const shoeBases: readonly Base[] = ['runner', 'court', 'high-top', 'boot', 'sandal', 'loafer'];
const weights: Readonly<Record<Base, number>> = {
  runner: 620,
  court: 780,
  'high-top': 900,
  boot: 1_450,
  sandal: 540,
  loafer: 700,
  tee: 180,
  hoodie: 520,
  cap: 90,
  socks: 60,
  backpack: 850,
};

function sizesOf(base: Base): readonly string[] {
  if (shoeBases.includes(base)) return shoeSizes;
  if (base === 'tee' || base === 'hoodie') return clothingSizes;
  return base === 'socks' ? ['36-39', '40-43', '44-47'] : oneSize;
}

const isColour = (name: string): name is ColourName => name in palette;

/** The range: shoes first, then what goes with them. */
export const products: readonly SampleProduct[] = rows.map(
  ([title, base, places, colours, priceMinor, description, extra = {}]) => ({
    slug: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    title,
    description,
    base,
    type: base,
    collections: [...(shoeBases.includes(base) ? ['shoes'] : []), ...places.split(' ')],
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
