import type { Colourway } from './artwork/colours.ts';
import type { Base } from './artwork/draw-product.ts';
import type { Material } from './artwork/strokes.ts';

/** One product of the sample shop; each colourway becomes an option value with its own picture. */
export interface SampleProduct {
  slug: string;
  title: string;
  description: string;
  base: Base;
  /** What it is made of, where that is not the usual of its base. */
  material?: Material;
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

export const plenty = (index: number): number => 20 + ((index * 7) % 31);
export const patchy = (index: number): number => (index % 5 === 2 ? 0 : index % 4 === 1 ? 3 : 18);
export const scarce = (index: number): number => (index % 3 === 0 ? 0 : 2);

/** title, base, collections, colours, euro cents, then what differs from the usual. */
export type Row = [
  title: string,
  base: Base,
  collections: string,
  colours: string,
  priceMinor: number,
  description: string,
  extra?: Partial<Pick<SampleProduct, 'compareAtMinor' | 'stock' | 'tags' | 'material'>>,
];
