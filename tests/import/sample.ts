/** A small export in the older form of the format, as partners of Shopify get it to try. */
export const header =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Google Shopping / Google Product Category,Variant Image,Variant Weight Unit,Variant Tax Code';

export type SampleRow = Partial<Record<string, string>>;

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Rows under the sample's header; cells that are not given are empty. */
export const sampleFile = (rows: readonly SampleRow[]): string =>
  [header, ...rows.map((row) => header.split(',').map((name) => quote(row[name] ?? '')))]
    .map((line) => `${String(line)}\r\n`)
    .join('');

export const plainShirt: SampleRow = {
  Handle: 'sea-shirt',
  Title: 'Sea shirt',
  'Body (HTML)': 'Blue cotton shirt with a narrow collar, and buttons down the front. ',
  Vendor: 'partners-demo',
  Tags: 'men',
  Published: 'true',
  'Option1 Name': 'Title',
  'Option1 Value': 'Default Title',
  'Variant Grams': '0',
  'Variant Inventory Qty': '1',
  'Variant Inventory Policy': 'deny',
  'Variant Fulfillment Service': 'manual',
  'Variant Price': '50',
  'Variant Taxable': 'true',
  'Gift Card': 'false',
  'Image Src': 'https://pictures.example.invalid/shirt.jpg',
  'Image Position': '1',
  'Variant Weight Unit': 'kg',
};

const sizedTop = (size: string, more: SampleRow = {}): SampleRow => ({
  Handle: 'varsity-top',
  'Option1 Value': size,
  'Variant Inventory Qty': '2',
  'Variant Price': '60.50',
  ...more,
});

/** A formula, markup and SQL: text like any other. */
export const typedTitle = `=1+1 "O'Brien" <b>&amp; co</b> '); drop table product; -- 👟`;
export const typedBody = '<p>One\r\nline</p>\r\n\r\n<script>alert(1)</script>=SUM(A1)';

export const sampleRows: readonly SampleRow[] = [
  plainShirt,
  {
    ...sizedTop('Small', { 'Variant SKU': 'TOP-S' }),
    Title: 'Varsity top',
    'Option1 Name': 'Size',
  },
  sizedTop('Medium', { 'Variant SKU': 'TOP-M', 'Variant Compare At Price': '80' }),
  sizedTop('Large', { 'Variant SKU': 'TOP-S' }),
  { Handle: 'varsity-top', 'Image Src': 'http://169.254.169.254/latest/meta-data/' },
  { ...plainShirt, Handle: 'typed', Title: typedTitle, 'Body (HTML)': typedBody },
  { ...plainShirt, Handle: 'wrong', Title: 'Wrong', 'Variant Price': 'cheap' },
  { ...plainShirt, Handle: 'hidden', Title: 'Hidden', Published: 'false' },
];
