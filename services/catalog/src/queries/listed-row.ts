import { sql } from 'kysely';
import type { ProductListItem, Swatch } from '../../contract/index.ts';
import type { KeyValue } from '../domain/cursor.ts';
import { type StoredPicture, toPictureOrNull } from '../domain/picture.ts';

/** What a list shows of one product. */
export interface ListedRow {
  id: string;
  slug: string;
  title: string;
  vendor: string | null;
  image: StoredPicture | null;
  secondImage: StoredPicture | null;
  swatches: Swatch[];
  publishedAt: Date;
  priceFrom: number | null;
  priceMax: number | null;
  compareAtFrom: number | null;
  available: boolean;
}

/** The same with its place in the order of a list. */
export interface PlacedRow extends ListedRow {
  sortKey: KeyValue | Date | null;
}

/** Its columns, of the row `listed` of product_list and the row `priced` of product_price. */
export const shownColumns = sql`
  listed.product_id as id,
  listed.slug,
  listed.title,
  listed.vendor,
  listed.image,
  listed.second_image as "secondImage",
  listed.swatches,
  listed.published_at as "publishedAt",
  priced.price_from as "priceFrom",
  priced.price_max as "priceMax",
  priced.compare_at_from as "compareAtFrom",
  coalesce(priced.available, false) as available
`;

/** The row as the API shows it. */
export function toItem(row: ListedRow, currency: string): ProductListItem {
  const money = (amount: number | null) => (amount === null ? null : { amount, currency });
  return {
    id: row.id,
    slug: row.slug,
    title: row.title,
    vendor: row.vendor,
    image: toPictureOrNull(row.image),
    secondImage: toPictureOrNull(row.secondImage),
    swatches: row.swatches,
    price: money(row.priceFrom),
    priceMax: money(row.priceMax),
    compareAtPrice: money(row.compareAtFrom),
    available: row.available,
    publishedAt: row.publishedAt.toISOString(),
  };
}
