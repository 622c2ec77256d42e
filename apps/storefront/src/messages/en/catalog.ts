import { products } from './counted.ts';

export const list = {
  filterBy: 'Filter',
  sort: 'Sort by',
  sorts: {
    relevance: 'Recommended',
    newest: 'Newest',
    price: 'Price, low to high',
    '-price': 'Price, high to low',
    title: 'Name',
  },
  price: 'Price',
  from: 'from',
  to: 'to',
  priceFrom: 'Lowest price',
  priceTo: 'Highest price',
  availability: 'Availability',
  available: 'Only what can be bought now',
  apply: 'Show results',
  showCount: (total: number, estimated: boolean) =>
    `Show ${estimated ? 'about ' : ''}${products(total)}`,
  chosen: 'Chosen filters',
  clear: 'Clear all',
  remove: (what: string) => `Remove filter ${what}`,
  count: (total: number, estimated: boolean) => `${estimated ? 'About ' : ''}${products(total)}`,
  more: 'Show more',
  start: 'Back to the beginning',
  products: 'Products',
  none: 'Nothing matches these filters.',
  noneHint: 'Try fewer filters, or another word.',
  empty: 'Nothing here yet.',
  emptyHint: 'Look into another collection, or come back soon.',
  upTo: (price: string) => `up to ${price}`,
  fromPrice: (price: string) => `from ${price}`,
};

export const search = {
  title: 'Search',
  titleFor: (text: string) => `Results for “${text}”`,
  prompt: 'What are you looking for?',
  none: (text: string) => `Nothing was found for “${text}”.`,
  hint: 'Check the spelling, use fewer words, or look through the collections.',
  all: 'All products',
  suggestions: {
    products: 'Products',
    collections: 'Collections',
    all: (text: string) => `All results for “${text}”`,
    found: 'Suggestions are listed below; use the arrow keys.',
  },
};

export const product = {
  from: (price: string) => `From ${price}`,
  before: 'Before',
  now: 'Now',
  noPrice: 'Not for sale in this currency',
  soldOut: 'Sold out',
  stock: {
    'in-stock': 'In stock',
    'few-left': 'Only a few left',
    'sold-out': 'Sold out',
    backorder: 'Available on backorder',
  },
  sale: 'Sale',
  reducedBy: (percent: number) => `−${percent} %`,
  // Names such as "EU size" stay as they are.
  choose: (option: string) =>
    `Choose ${option.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())}`,
  pleaseChoose: 'please choose',
  quantity: 'Quantity',
  add: 'Add to cart',
  picture: (title: string, index: number) => `${title}, picture ${index}`,
  colours: 'Other choices',
  gallery: 'Pictures',
  showPicture: (index: number, count: number) => `Picture ${index} of ${count}`,
  previousPicture: 'Previous picture',
  nextPicture: 'Next picture',
  related: 'You might also like',
  recentlySeen: 'Recently seen',
  arrival: {
    title: (country: string) => `Delivery to ${country}`,
    days: (min: number, max: number) =>
      max === 0
        ? 'the same working day'
        : max === 1
          ? '1 working day'
          : `${min === max ? max : `${min} to ${max}`} working days`,
    freeFrom: (value: string) => `Free for orders from ${value}`,
  },
  sizes: {
    open: 'Find your size',
    title: 'Find your size',
    close: 'Close',
    shoes: {
      hint: 'Measure from heel to the longest toe, in the evening, standing. Between two sizes take the larger.',
      columns: ['EU', 'UK', 'Foot length'],
    },
    clothing: {
      hint: 'Measure around the widest part of the chest, in centimetres.',
      columns: ['Size', 'Chest in cm'],
    },
  },
  description: 'Details',
  sku: 'Article number',
  taxIncluded: 'Tax included, plus {delivery}',
  taxExcluded: 'Plus tax and {delivery}',
  delivery: 'delivery',
  breadcrumbs: 'You are here',
  home: 'Home',
};
