import type { StockLevel } from '../../contract/index.ts';

/** Stock is shown in steps, so that not every sale changes a page. */
export const stockMessages: Readonly<Record<StockLevel, string>> = {
  'in-stock': 'In stock',
  'few-left': 'Only a few left',
  'sold-out': 'Sold out',
  backorder: 'Available on backorder',
};

export const canBeBought = (level: StockLevel): boolean => level !== 'sold-out';
