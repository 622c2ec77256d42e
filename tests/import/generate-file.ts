import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const header = [
  ...['Handle', 'Title', 'Body (HTML)', 'Vendor', 'Type', 'Tags', 'Published'],
  ...['Option1 Name', 'Option1 Value', 'Option2 Name', 'Option2 Value'],
  ...['Variant SKU', 'Variant Grams', 'Variant Inventory Tracker', 'Variant Inventory Qty'],
  ...['Variant Inventory Policy', 'Variant Price', 'Variant Compare At Price', 'Variant Taxable'],
  ...['Variant Barcode', 'Image Src', 'Image Position', 'Image Alt Text', 'SEO Title', 'Status'],
] as const;
type Column = (typeof header)[number];

/** A hundredth of the products has 100 variants, the others one or two. */
const manyVariantsEvery = 100;
const words = [
  'Canvas',
  'Wool',
  'Straße',
  'Ørsted',
  'Café',
  '靴',
  'Linen "Pro"',
  "O'Brien",
  'Felt',
];

/**
 * Writes a product export as a shop of that size would give it: BOM, CRLF, multi-line HTML in
 * quotes, several rows a product, pictures at addresses that do not exist. The same each time.
 */
export async function writeProductFile(
  path: string,
  o: { products: number; picturesEvery?: number },
): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(`\ufeff${header.join(',')}\r\n`);
  for (let index = 1; index <= o.products; index += 1) {
    const text = rowsOf(index, o.picturesEvery ?? 0)
      .map((row) => `${header.map((column) => quote(row[column] ?? '')).join(',')}\r\n`)
      .join('');
    if (!stream.write(text)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
}

type Row = Partial<Record<Column, string>>;

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

function rowsOf(index: number, picturesEvery: number): Row[] {
  const word = words[index % words.length] ?? '';
  const first: Row = {
    Title: `${word} shoe ${index}`,
    'Body (HTML)': bodyOf(index),
    Vendor: `Vendor ${index % 50}`,
    Type: `Type ${index % 20}`,
    Tags: `tag-${index % 30}, tag-${index % 7}, new`,
    Published: 'true',
    Status: index % 25 === 0 ? 'draft' : 'active',
    'SEO Title': `Buy ${word} ${index}`,
    ...(picturesEvery > 0 && index % picturesEvery === 0
      ? {
          'Image Src': `https://pictures.example.invalid/${index}.jpg`,
          'Image Position': '1',
          'Image Alt Text': `Shoe ${index}`,
        }
      : {}),
  };
  const variants = choicesOf(index).map((choice, at) => ({
    Handle: `generated-shoe-${index}`,
    ...(at === 0 ? first : {}),
    ...choice,
    'Variant SKU': `G-${index}-${at}`,
    'Variant Grams': String(300 + (index % 900)),
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': String((index * 7 + at) % 40),
    'Variant Inventory Policy': 'deny',
    'Variant Price': `${20 + (index % 180)}.${index % 10}0`,
    'Variant Compare At Price': index % 5 === 0 ? `${250 + (index % 10)}.00` : '',
    'Variant Taxable': 'true',
    'Variant Barcode': String(4_000_000_000_000 + index),
  }));
  return variants;
}

function choicesOf(index: number): Row[] {
  if (index % manyVariantsEvery === 0)
    return Array.from({ length: 100 }, (_, at) => ({
      ...(at === 0 ? { 'Option1 Name': 'Size', 'Option2 Name': 'Colour' } : {}),
      'Option1 Value': String(36 + (at % 10)),
      'Option2 Value': `Colour ${Math.floor(at / 10)}`,
    }));
  if (index % 2 === 0)
    return ['S', 'L'].map((size, at) => ({
      ...(at === 0 ? { 'Option1 Name': 'Size' } : {}),
      'Option1 Value': size,
    }));
  return [{ 'Option1 Name': 'Title', 'Option1 Value': 'Default Title' }];
}

const bodyOf = (index: number): string =>
  [
    `<h2>About "number ${index}"</h2>`,
    '<p>A shoe for days outside,',
    'with <strong>three</strong> lines, commas and "quotes".</p>',
    `<ul>${Array.from({ length: 8 }, (_, at) => `<li>Detail ${at}: =SUM(A1), 5" tall, naïve</li>`).join('\r\n')}</ul>`,
  ].join('\r\n');
