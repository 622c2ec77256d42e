import { pieces } from './counted.ts';

export const shop = {
  name: 'Cartwright',
  tagline: 'Shoes and everyday pieces, made to be worn for years.',
  skip: 'Skip to content',
  menu: 'Menu',
  more: 'More',
  search: 'Search',
  searchFor: 'Search for products',
  account: 'Account',
  cart: 'Cart',
  cartWith: (count: number) => `Cart, ${pieces(count)}`,
  currency: 'Currency',
  language: 'Language',
  change: 'Change',
  themes: { title: 'Appearance', system: 'Auto', light: 'Light', dark: 'Dark' },
  collections: 'Collections',
  help: 'Your account',
  orders: 'Orders and addresses',
  signIn: 'Sign in',
  register: 'Create account',
  footer: 'Prices include tax where the law asks for it. Delivery is shown before you order.',
};

export const home = {
  title: 'Cartwright: shoes and everyday pieces',
  heading: 'Made to be walked in.',
  lead: 'Shoes for roads, courts, trails and the office floor, with the clothes that go along.',
  action: 'Shop the collection',
  second: 'See what is new',
  collections: 'Shop by collection',
  newest: 'New in the shop',
  all: 'See all',
  shopStory: (collection: string) => `Shop ${collection.toLowerCase()}`,
  promises: [
    {
      title: 'Order as a guest',
      text: 'No account needed. Make one later, and your orders are in it.',
    },
    {
      title: 'No surprise at the end',
      text: 'Tax and delivery are in the total before you pay. If a price changes, we ask first.',
    },
    {
      title: 'Sold means in stock',
      text: 'We count what is on the shelf before we take your order, not after.',
    },
  ],
  empty: 'The shelves are still empty. Products appear here once they are published.',
};

export const errors = {
  notFound: 'There is no such page',
  notFoundHint: 'The address may be mistyped, or the page has moved.',
  gone: 'This product is no longer sold',
  goneHint: 'It has left the shop for good. Perhaps you like something else.',
  collectionGone: 'This collection is closed',
  collectionGoneHint: 'What was in it may stand elsewhere in the shop: search, or look around.',
  tooMany: 'That was a lot at once',
  tooManyHint: 'Please wait a minute and try again. Your cart is kept.',
  fault: 'Something went wrong on our side',
  faultHint: 'Nothing is lost: your cart is kept. Please try again in a moment.',
  refused: 'This could not be read',
  refusedHint: 'Please go back and try again.',
  unavailable: 'The shop is catching its breath',
  unavailableHint: 'Please try again in a few seconds. Your cart is kept.',
  home: 'To the front page',
  again: 'Try again',
};
