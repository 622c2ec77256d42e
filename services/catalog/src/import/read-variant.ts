import { type Money, parseDecimal } from '@cartwright/money';
import { PRICE_AMOUNT_MAX } from '@cartwright/pricing/contract';
import type { Columns, Field } from './columns.ts';
import { quoted } from './problem.ts';
import type { FileRow } from './read-rows.ts';

/** A variant as one row gives it. Members without a column or with an empty cell are absent. */
export interface PlannedVariant {
  line: number;
  options: Record<string, string>;
  /** Null: the file says that it has none. */
  sku?: string | null;
  weightGrams?: number;
  isTaxable?: boolean;
  price?: Money;
  compareAtPrice?: Money;
  /** Pieces on hand. */
  onHand?: number;
  /** Sells beyond what is on hand. */
  isBackordered?: boolean;
  imageSrc?: string;
}

/** Tells what is wrong with a cell. */
export type Complain = (row: FileRow, field: Field, message: string, isRefusal: boolean) => void;

interface Reading {
  columns: Columns;
  currency: string;
  complain: Complain;
}

const optionFields = [
  ['option1Name', 'option1Value'],
  ['option2Name', 'option2Value'],
  ['option3Name', 'option3Value'],
] as const;

/** Names of a product's options with the columns of their values. */
interface OptionColumn {
  name: string;
  field: Field;
}

/**
 * The options of a product: names stand in the first row (newer exports repeat them). One variant
 * "Title: Default Title" means that there is nothing to choose.
 */
export function readOptionColumns(
  rows: readonly FileRow[],
  { columns, complain }: Pick<Reading, 'columns' | 'complain'>,
): OptionColumn[] {
  const found = optionFields.flatMap(([nameField, field]) => {
    const valued = rows.find((row) => columns.cell(row.cells, field).trim() !== '');
    if (valued === undefined) return [];
    const named = rows.find((row) => columns.cell(row.cells, nameField).trim() !== '');
    if (named === undefined) {
      complain(valued, nameField, 'is empty, but its values are given', true);
      return [];
    }
    return [{ name: columns.cell(named.cells, nameField).trim(), field }];
  });
  const [only] = found;
  const isDefault =
    found.length === 1 &&
    only?.name.toLowerCase() === 'title' &&
    rows.every((row) => ['', 'default title'].includes(textOf(row, only.field, columns)));
  return isDefault ? [] : found;
}

const textOf = (row: FileRow, field: Field, columns: Columns): string =>
  columns.cell(row.cells, field).trim().toLowerCase();

/** Rows without any of these show a further picture and are no variant. */
const variantFields = ['option1Value', 'option2Value', 'option3Value', 'sku', 'price'] as const;

export const isVariantRow = (row: FileRow, columns: Columns): boolean =>
  variantFields.some((field) => columns.cell(row.cells, field).trim() !== '');

/** Reads one variant; what is wrong with it is told by `complain`. */
export function readVariant(
  row: FileRow,
  options: readonly OptionColumn[],
  reading: Reading,
): PlannedVariant {
  const { columns, complain } = reading;
  const chosen = options.map(({ name, field }) => {
    const value = columns.cell(row.cells, field).trim();
    if (value === '') complain(row, field, `is empty: the variant has no ${quoted(name)}`, true);
    return [name, value] as const;
  });
  const sku = columns.cell(row.cells, 'sku').trim();
  const grams = readGrams(row, reading);
  const imageSrc = columns.cell(row.cells, 'variantImage').trim();
  const taxable = readFlag(row, 'taxable', reading);
  return {
    line: row.line,
    options: Object.fromEntries(chosen),
    ...(columns.has('sku') ? { sku: sku === '' ? null : sku } : {}),
    ...(grams === undefined ? {} : { weightGrams: grams }),
    ...(taxable === undefined ? {} : { isTaxable: taxable }),
    ...readPrices(row, reading),
    ...readStock(row, reading),
    ...(imageSrc === '' ? {} : { imageSrc }),
  };
}

const yes = ['true', 'yes', 'y', '1'];
const no = ['false', 'no', 'n', '0'];

/** TRUE and FALSE as spreadsheets write them; undefined when the cell is empty. */
export function readFlag(
  row: FileRow,
  field: Field,
  { columns, complain }: Pick<Reading, 'columns' | 'complain'>,
): boolean | undefined {
  const text = columns.cell(row.cells, field).trim();
  if (text === '') return undefined;
  if (yes.includes(text.toLowerCase())) return true;
  if (!no.includes(text.toLowerCase()))
    complain(row, field, `${quoted(text)} is neither true nor false`, true);
  return false;
}

function readGrams(row: FileRow, { columns, complain }: Reading): number | undefined {
  const text = columns.cell(row.cells, 'grams').trim();
  if (text === '') return undefined;
  const grams = /^\d{1,8}(\.\d+)?$/.test(text) ? Math.round(Number(text)) : Number.NaN;
  if (grams <= 10_000_000) return grams;
  complain(row, 'grams', `${quoted(text)} is not a weight in grams up to 10,000,000`, true);
  return undefined;
}

function readPrices(
  row: FileRow,
  reading: Reading,
): Pick<PlannedVariant, 'price' | 'compareAtPrice'> {
  const price = readAmount(row, 'price', reading);
  const compareAtPrice = readAmount(row, 'compareAtPrice', reading);
  if (price === undefined) {
    const isEmpty = reading.columns.cell(row.cells, 'price').trim() === '';
    if (isEmpty && reading.columns.has('price'))
      reading.complain(row, 'price', 'is empty: the variant cannot be bought without it', false);
    return {};
  }
  // Some tools write 0.00 for "no former price".
  const hasFormer = compareAtPrice !== undefined && compareAtPrice.amount > 0;
  return { price, ...(hasFormer ? { compareAtPrice } : {}) };
}

function readAmount(
  row: FileRow,
  field: 'price' | 'compareAtPrice',
  { columns, currency, complain }: Reading,
): Money | undefined {
  const text = columns.cell(row.cells, field).trim();
  if (text === '') return undefined;
  const amount = parseDecimal(text, currency);
  if (amount !== undefined && amount.amount <= PRICE_AMOUNT_MAX) return amount;
  complain(row, field, `${quoted(text)} is not an amount in ${currency} such as 12.90`, true);
  return undefined;
}

/** Up to a thousand million pieces, as inventory can keep. */
const ON_HAND_MAX = 1_000_000_000;

function readStock(
  row: FileRow,
  { columns, complain }: Reading,
): Pick<PlannedVariant, 'onHand' | 'isBackordered'> {
  const text = columns.cell(row.cells, 'quantity').trim();
  const policy = columns.cell(row.cells, 'policy').trim().toLowerCase();
  const isUncounted =
    columns.has('quantity') &&
    text === '' &&
    columns.has('tracker') &&
    columns.cell(row.cells, 'tracker').trim() === '';
  const isBackordered = policy === 'continue' || yes.includes(policy) || isUncounted;
  const backorder = columns.has('policy') || isUncounted ? { isBackordered } : {};
  if (text === '') return isUncounted ? { onHand: 0, ...backorder } : backorder;
  const quantity = /^-?\d{1,10}(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(Math.abs(quantity) <= ON_HAND_MAX)) {
    complain(row, 'quantity', `${quoted(text)} is not a number of pieces`, true);
    return {};
  }
  if (quantity < 0) complain(row, 'quantity', `${quantity} pieces are counted as none`, false);
  return { onHand: Math.max(0, quantity), ...backorder };
}
