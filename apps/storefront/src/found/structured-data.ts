import type { Product, Variant } from '../api/shapes.ts';
import { choicePath, productPath } from '../catalog/choose-variant.ts';
import type { Language } from '../language.ts';
import type { Merchant } from '../merchant.ts';
import { decimalsOf, toDecimal } from '../money.ts';
import { plainText } from './plain-text.ts';

/** A thing as schema.org describes it. */
export type StructuredData = Readonly<Record<string, unknown>>;

interface Place {
  publicUrl: string;
  language: Language;
}

const context = 'https://schema.org';

/** Search engines read some offers, not 2,000; prices and availability cover all in any case. */
const offersMax = 20;

const availabilities: Readonly<Record<Variant['stockLevel'], string>> = {
  'in-stock': 'InStock',
  'few-left': 'LimitedAvailability',
  backorder: 'BackOrder',
  'sold-out': 'OutOfStock',
};

/** A product with its offers; one without any price is described without them. */
export function productData(product: Product, at: Place): StructuredData {
  const pictures = product.media.slice(0, 5).map(({ share }) => at.publicUrl + share);
  const description = plainText(product.descriptionHtml).slice(0, 5_000);
  const sku = product.variants.find((variant) => variant.sku !== null)?.sku;
  return {
    '@context': context,
    '@type': 'Product',
    name: product.title,
    url: at.publicUrl + at.language.to(productPath(product)),
    ...(description === '' ? {} : { description }),
    ...(pictures.length === 0 ? {} : { image: pictures }),
    ...(sku ? { sku } : {}),
    ...(product.vendor === null ? {} : { brand: { '@type': 'Brand', name: product.vendor } }),
    ...offersOf(product, at),
  };
}

function offersOf(product: Product, at: Place): { offers?: StructuredData } {
  const offers = product.variants.flatMap((variant) => {
    const offer = offerOf(product, variant, at);
    return offer === undefined ? [] : [offer];
  });
  const [first, second] = offers;
  if (first === undefined) return {};
  if (second === undefined) return { offers: first };
  const amounts = product.variants.flatMap(({ price }) => (price === null ? [] : [price.amount]));
  const digits = decimalsOf(product.currency);
  return {
    offers: {
      '@type': 'AggregateOffer',
      priceCurrency: product.currency,
      lowPrice: toDecimal(Math.min(...amounts), digits),
      highPrice: toDecimal(Math.max(...amounts), digits),
      offerCount: offers.length,
      availability: `${context}/${product.available ? 'InStock' : 'OutOfStock'}`,
      offers: offers.slice(0, offersMax),
    },
  };
}

function offerOf(product: Product, variant: Variant, at: Place): StructuredData | undefined {
  const { price, sku } = variant;
  if (price === null) return undefined;
  return {
    '@type': 'Offer',
    url: at.publicUrl + at.language.to(choicePath(product, Object.entries(variant.options))),
    price: toDecimal(price.amount, decimalsOf(price.currency)),
    priceCurrency: price.currency,
    availability: `${context}/${availabilities[variant.stockLevel]}`,
    itemCondition: `${context}/NewCondition`,
    ...(sku === null ? {} : { sku }),
  };
}

/** The way from the front page to this one; the last step is the page itself. */
export const breadcrumbData = (
  steps: readonly { name: string; path: string }[],
  at: Place,
): StructuredData => ({
  '@context': context,
  '@type': 'BreadcrumbList',
  itemListElement: steps.map(({ name, path }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: at.publicUrl + at.language.to(path),
  })),
});

/** Who runs the shop, as far as the shop says so. */
export function organizationData(merchant: Merchant, at: Place): StructuredData {
  const { company, email, phone, vatId } = merchant;
  return {
    '@context': context,
    '@type': 'Organization',
    name: at.language.messages.shop.name,
    url: `${at.publicUrl}/`,
    logo: `${at.publicUrl}/favicon.svg`,
    ...(company === undefined ? {} : { legalName: company }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { telephone: phone }),
    ...(vatId === undefined ? {} : { vatID: vatId }),
  };
}

/** The shop as a site that can be searched. */
export const websiteData = (at: Place): StructuredData => ({
  '@context': context,
  '@type': 'WebSite',
  name: at.language.messages.shop.name,
  url: at.publicUrl + at.language.to('/'),
  inLanguage: at.language.locale,
  potentialAction: {
    '@type': 'SearchAction',
    target: {
      '@type': 'EntryPoint',
      urlTemplate: `${at.publicUrl}${at.language.to('/search')}?q={search_term_string}`,
    },
    'query-input': 'required name=search_term_string',
  },
});

/** As the text of a script element: nothing in it can end the element. */
export const scriptText = (data: StructuredData): string =>
  JSON.stringify(data).replaceAll('<', '\\u003c');
