import { countIn } from '../plural.ts';

const count = countIn('en');

export const pieces = (pieceCount: number): string =>
  count(pieceCount, { one: 'item', other: 'items' });

export const products = (productCount: number): string =>
  count(productCount, { one: 'product', other: 'products' });
