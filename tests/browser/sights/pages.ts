import {
  type Act,
  beDeclined,
  checkSort,
  mistype,
  openDrawer,
  openFilters,
  openMenu,
  openSizeHelp,
  showKey,
  suggest,
  waitForRecentlySeen,
} from './acts.ts';
import type { Sights, VisitorName } from './visitors.ts';

/** One page as somebody sees it. */
export interface PageToSee {
  name: string;
  /** The file below apps/storefront/src/pages that makes it; none where another server does. */
  file?: string;
  /** Whose browser looks at it. */
  visitor: VisitorName;
  path: string | ((sights: Sights) => string | Promise<string>);
  /** The answer's status when it is not 200. */
  status?: number;
  /** Done on the page before it is looked at. */
  act?: Act;
}

/**
 * Every page of the shop, in the states that differ in what they show. Screenshots, the checks of
 * accessibility and of widths, and Lighthouse go through this list; a test holds it against the
 * files of the storefront.
 */
export const pagesToSee: readonly PageToSee[] = [
  { name: 'home', file: 'index.astro', visitor: 'guest', path: '/' },
  {
    name: 'collection',
    file: 'collections/[slug].astro',
    visitor: 'guest',
    path: ({ collection }) => `/collections/${collection}`,
  },
  {
    name: 'collection-filtered',
    visitor: 'guest',
    path: ({ collection }) => `/collections/${collection}?available=true&sort=price`,
    act: checkSort,
  },
  {
    name: 'search',
    file: 'search.astro',
    visitor: 'guest',
    path: ({ word }) => `/search?q=${encodeURIComponent(word)}`,
  },
  { name: 'search-without-results', visitor: 'guest', path: '/search?q=xyzzyplugh' },
  {
    name: 'product',
    file: 'products/[slug].astro',
    visitor: 'guest',
    path: ({ product }) => `/products/${product}`,
  },
  {
    name: 'product-without-size',
    visitor: 'guest',
    path: ({ product }) => `/products/${product}#choose`,
  },
  {
    name: 'product-with-drawer',
    visitor: 'guest',
    path: ({ product }) => `/products/${product}`,
    act: openDrawer,
  },
  {
    name: 'product-with-sizes',
    visitor: 'guest',
    path: ({ product }) => `/products/${product}`,
    act: openSizeHelp,
  },
  { name: 'search-with-suggestions', visitor: 'guest', path: '/search', act: suggest },
  {
    name: 'collection-with-filters',
    visitor: 'guest',
    path: ({ collection }) => `/collections/${collection}`,
    act: openFilters,
  },
  { name: 'home-with-menu', visitor: 'guest', path: '/', act: openMenu },
  {
    name: 'home-with-recently-seen',
    visitor: 'with a cart',
    path: '/',
    act: waitForRecentlySeen,
  },
  {
    name: 'legal',
    file: 'legal/[page].astro',
    visitor: 'guest',
    path: '/legal/withdrawal',
  },
  { name: 'withdraw', file: 'withdraw.astro', visitor: 'guest', path: '/withdraw' },
  { name: 'withdraw-german', visitor: 'guest', path: '/de/withdraw' },
  {
    name: 'withdraw-from-order',
    file: 'orders/[id]/withdraw.astro',
    visitor: 'buyer',
    path: ({ order }) => `${order}/withdraw`,
  },
  { name: 'imprint-german', visitor: 'guest', path: '/de/legal/imprint' },
  { name: 'cart-empty', file: 'cart.astro', visitor: 'guest', path: '/cart' },
  { name: 'cart', visitor: 'with a cart', path: '/cart' },
  { name: 'checkout', file: 'checkout/index.astro', visitor: 'with a cart', path: '/checkout' },
  { name: 'checkout-refused', visitor: 'with a cart', path: '/cart', act: beDeclined },
  { name: 'checkout-mistyped', visitor: 'with a cart', path: '/cart', act: mistype },
  { name: 'checkout-with-addresses', visitor: 'shopper', path: '/checkout' },
  {
    name: 'waiting',
    file: 'checkout/wait.astro',
    visitor: 'waiting',
    path: ({ waitPath }) => waitPath,
  },
  { name: 'challenge', visitor: 'challenged', path: ({ challengePath }) => challengePath },
  { name: 'challenge-of-provider', visitor: 'challenged', path: ({ provider }) => provider },
  { name: 'order', file: 'orders/[id].astro', visitor: 'buyer', path: ({ order }) => order },
  { name: 'order-sent', visitor: 'guest', path: ({ orders }) => orders.sent },
  { name: 'order-cancelled', visitor: 'guest', path: ({ orders }) => orders.cancelled },
  { name: 'order-of-others', visitor: 'guest', path: ({ order }) => order, status: 404 },
  { name: 'sign-in', file: 'sign-in.astro', visitor: 'guest', path: '/sign-in' },
  { name: 'sign-in-code', file: 'sign-in/code.astro', visitor: 'guest', path: '/sign-in/code' },
  { name: 'register', file: 'register.astro', visitor: 'guest', path: '/register' },
  {
    name: 'forgot-password',
    file: 'forgot-password.astro',
    visitor: 'guest',
    path: '/forgot-password',
  },
  {
    name: 'reset-password',
    file: 'reset-password.astro',
    visitor: 'guest',
    path: '/reset-password?token=a-token',
  },
  { name: 'account', file: 'account/index.astro', visitor: 'shopper', path: '/account' },
  { name: 'account-new', visitor: 'newcomer', path: '/account' },
  { name: 'account-without-addresses', visitor: 'newcomer', path: '/account/addresses' },
  {
    name: 'account-security-with-factor',
    visitor: 'careful',
    path: '/account/security',
  },
  {
    name: 'account-second-factor-key',
    visitor: 'newcomer',
    path: '/account/second-factor',
    act: showKey,
  },
  {
    name: 'account-addresses',
    file: 'account/addresses.astro',
    visitor: 'shopper',
    path: '/account/addresses',
  },
  {
    name: 'account-security',
    file: 'account/security.astro',
    visitor: 'shopper',
    path: '/account/security',
  },
  {
    name: 'account-second-factor',
    file: 'account/second-factor.astro',
    visitor: 'shopper',
    path: '/account/second-factor',
  },
  {
    name: 'account-privacy',
    file: 'account/privacy.astro',
    visitor: 'shopper',
    path: '/account/privacy',
  },
  {
    name: 'account-address',
    file: 'account/address.astro',
    visitor: 'shopper',
    path: '/account/address',
  },
  {
    name: 'account-verified',
    file: 'account/verified.astro',
    visitor: 'shopper',
    path: '/account/verified',
  },
  {
    name: 'account-to-verify',
    visitor: 'guest',
    path: '/account/verified?error=SIGN_IN_REQUIRED&token=x',
  },
  { name: 'staff-join', file: 'staff/join.astro', visitor: 'guest', path: '/staff/join' },
  { name: 'legal-terms', visitor: 'guest', path: '/legal/terms' },
  { name: 'legal-shipping', visitor: 'guest', path: '/legal/shipping' },
  { name: 'legal-privacy', visitor: 'guest', path: '/legal/privacy' },
  { name: 'home-german', visitor: 'guest', path: '/de' },
  {
    name: 'product-german',
    visitor: 'guest',
    path: ({ product }) => `/de/products/${product}`,
  },
  { name: 'checkout-german', visitor: 'with a cart', path: '/de/checkout' },
  {
    name: 'not-found',
    file: '404.astro',
    visitor: 'guest',
    path: '/products/there-is-no-such-shoe',
    status: 404,
  },
  {
    name: 'gone',
    file: '410.astro',
    visitor: 'guest',
    path: ({ gone }) => `/products/${gone}`,
    status: 410,
  },
  { name: 'fault', file: '500.astro', visitor: 'guest', path: '/500', status: 500 },
  { name: 'mailbox', visitor: 'guest', path: '/mailbox' },
  { name: 'mail', visitor: 'guest', path: ({ mail }) => mail },
  // Last, since their products would stand in the lists of all other pages.
  {
    name: 'product-of-many-words',
    visitor: 'guest',
    path: async ({ awkward }) => `/products/${(await awkward()).wordy}`,
  },
  {
    name: 'product-of-one-long-word',
    visitor: 'guest',
    path: async ({ awkward }) => `/products/${(await awkward()).oneWord}`,
  },
  {
    name: 'collection-of-one',
    visitor: 'guest',
    path: async ({ awkward }) => `/collections/${(await awkward()).collectionOfOne}`,
  },
  {
    name: 'collection-without-products',
    visitor: 'guest',
    path: async ({ awkward }) => `/collections/${(await awkward()).emptyCollection}`,
  },
  { name: 'home-with-long-titles', visitor: 'guest', path: '/' },
  { name: 'search-with-long-titles', visitor: 'guest', path: '/search?sort=newest' },
  // After it there is nothing more to be seen.
  {
    name: 'home-of-empty-shop-german',
    visitor: 'guest',
    path: async ({ empty }) => {
      await empty();
      return '/de';
    },
  },
];

/** Files that answer with a redirect or with data, or only in place of another page. */
export const filesWithoutSight: readonly string[] = [
  // Parts of pages, asked for by their scripts.
  'cart/drawer.astro',
  'recently-seen.astro',
  '[...path].astro',
  'failure.astro',
];

export const pathOf = async ({ path }: PageToSee, sights: Sights): Promise<string> =>
  typeof path === 'string' ? path : path(sights);
