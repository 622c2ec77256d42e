import { countIn } from '../plural.ts';

const count = countIn('de');

export const pieces = (pieceCount: number): string =>
  count(pieceCount, { one: 'Artikel', other: 'Artikel' });

export const products = (productCount: number): string =>
  count(productCount, { one: 'Produkt', other: 'Produkte' });
