import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findColumns } from './columns.ts';
import { planProduct } from './plan-product.ts';

/** Rows as objects; the header is what they name. */
function plan(rows: readonly Record<string, string>[], currency = 'EUR') {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = findColumns(header);
  assert.ok('has' in columns, JSON.stringify(columns));
  return planProduct(
    {
      handle: rows[0]?.Handle ?? rows[0]?.['URL handle'] ?? '',
      rows: rows.map((row, index) => ({
        cells: header.map((name) => row[name] ?? ''),
        line: index + 2,
        endByte: 0,
      })),
      isCutOff: false,
    },
    { columns, currency },
  );
}

const shirt = { Handle: 'shirt', Title: 'Shirt' };

test('a product with several options has a variant for each row', () => {
  const { product, problems } = plan([
    {
      ...shirt,
      'Option1 Name': 'Size',
      'Option1 Value': 'S',
      'Option2 Name': 'Colour',
      'Option2 Value': 'Red',
      'Option3 Name': 'Cut',
      'Option3 Value': 'Slim',
      'Variant SKU': 'A',
      'Variant Price': '12.90',
      'Variant Compare At Price': '20',
      'Variant Grams': '180.0',
      'Variant Inventory Qty': '3',
      'Variant Taxable': 'FALSE',
      'Image Src': 'https://example.com/2.jpg',
      'Image Position': '2',
    },
    {
      Handle: 'shirt',
      'Option1 Value': 'L',
      'Option2 Value': 'Red',
      'Option3 Value': 'Slim',
      'Variant Price': '13',
      'Variant Image': 'https://example.com/l.jpg',
      'Image Src': 'https://example.com/1.jpg',
      'Image Position': '1',
      'Image Alt Text': 'Front',
    },
    { Handle: 'shirt', 'Image Src': 'https://example.com/3.jpg', 'Image Position': '3' },
  ]);
  assert.deepEqual(problems, []);
  assert.deepEqual(product?.members.options, [
    { name: 'Size', values: ['S', 'L'] },
    { name: 'Colour', values: ['Red'] },
    { name: 'Cut', values: ['Slim'] },
  ]);
  assert.deepEqual(product?.variants, [
    {
      line: 2,
      options: { Size: 'S', Colour: 'Red', Cut: 'Slim' },
      sku: 'A',
      weightGrams: 180,
      isTaxable: false,
      price: { amount: 1290, currency: 'EUR' },
      compareAtPrice: { amount: 2000, currency: 'EUR' },
      onHand: 3,
    },
    {
      line: 3,
      options: { Size: 'L', Colour: 'Red', Cut: 'Slim' },
      sku: null,
      price: { amount: 1300, currency: 'EUR' },
      imageSrc: 'https://example.com/l.jpg',
    },
  ]);
  assert.deepEqual(
    product?.images.map(({ address, alt }) => [address, alt]),
    [
      ['https://example.com/1.jpg', 'Front'],
      ['https://example.com/2.jpg', ''],
      ['https://example.com/3.jpg', ''],
    ],
  );
});

test('the default variant has no option', () => {
  const { product } = plan([
    { ...shirt, 'Option1 Name': 'Title', 'Option1 Value': 'Default Title', 'Variant Price': '5' },
  ]);
  assert.deepEqual(product?.members.options, []);
  assert.deepEqual(product?.variants[0]?.options, {});
});

test('newer names of columns are known, in any case', () => {
  const { product } = plan([
    {
      'URL handle': 'shirt',
      title: 'Shirt',
      Description: '<p>x</p>',
      STATUS: 'Active',
      'Product Category': 'Apparel & Accessories > Clothing > Shirts',
      'Option1 name': 'Size',
      'Option1 value': 'S',
      'Option1 Linked To': 'product.metafields.size',
      SKU: 'N-1',
      Price: '9.5',
      'Compare-at price': '0.00',
      'Inventory quantity': '-2',
      'Continue selling when out of stock': 'CONTINUE',
      'Product image URL': 'https://example.com/1.jpg',
    },
  ]);
  assert.equal(product?.members.status, 'published');
  assert.equal(product?.members.type, 'Shirts');
  assert.equal(product?.members.description, '<p>x</p>');
  assert.deepEqual(product?.variants[0], {
    line: 2,
    options: { Size: 'S' },
    sku: 'N-1',
    price: { amount: 950, currency: 'EUR' },
    onHand: 0,
    isBackordered: true,
  });
});

test('what the file has no column for is left as the shop has it', () => {
  const { product } = plan([shirt]);
  assert.deepEqual(product?.members, { ...shirtMembers, options: [] });
  assert.deepEqual(product?.variants, [{ line: 2, options: {} }]);
});
const shirtMembers = { title: 'Shirt', slug: 'shirt' };

test('text that looks like a formula, markup or SQL stays as typed', () => {
  const typed = `=HYPERLINK("x") <script>alert(1)</script> '; drop table product; -- \u202eabc 👟`;
  const { product, problems } = plan([
    { ...shirt, Title: typed, 'Body (HTML)': `  ${typed}\r\n`, Tags: '+1, -1, @a,, +1 ' },
  ]);
  assert.deepEqual(problems, []);
  assert.equal(product?.members.title, typed);
  assert.equal(product?.members.description, `  ${typed}\r\n`);
  assert.deepEqual(product?.members.tags, ['+1', '-1', '@a']);
});

test('every wrong cell is told with its line and column', () => {
  const { product, problems } = plan([
    {
      ...shirt,
      Title: ' ',
      Published: 'maybe',
      'Option1 Name': 'Size',
      'Option1 Value': 'S',
      'Variant Price': '12,90',
      'Variant Grams': 'heavy',
      'Variant Inventory Qty': 'many',
    },
    { Handle: 'shirt', 'Option1 Value': 'S', 'Variant Price': '-1' },
    { Handle: 'shirt', 'Option1 Value': '', 'Variant Price': '1' },
  ]);
  assert.equal(product, undefined);
  assert.deepEqual(problems.map(({ line, column }) => `${line} ${column}`).sort(), [
    '2 Published',
    '2 Title',
    '2 Variant Grams',
    '2 Variant Inventory Qty',
    '2 Variant Price',
    '3 Option1 Value',
    '3 Variant Price',
    '4 Option1 Value',
  ]);
});

test('limits of the catalogue are told by line and column', () => {
  const { product, problems } = plan([
    {
      ...shirt,
      Title: 'x'.repeat(501),
      Vendor: 'a\u0000b',
      'Option1 Name': 'Size',
      'Option1 Value': 'S',
    },
    { Handle: 'shirt', 'Option1 Value': 'y'.repeat(300) },
  ]);
  assert.equal(product, undefined);
  const places = problems.map(({ line, column }) => `${line} ${column}`);
  assert.ok(places.includes('2 Title'), places.join());
  assert.ok(places.includes('2 Vendor'), places.join());
  assert.ok(places.includes('3 Option1 Value'), places.join());
});

test('a variant without a price is imported and told', () => {
  const { product, problems } = plan([{ ...shirt, 'Variant Price': '' }]);
  assert.ok(product);
  assert.deepEqual(
    problems.map(({ column, isRefusal }) => [column, isRefusal]),
    [['Variant Price', false]],
  );
});

test('amounts follow the digits of the currency', () => {
  const yen = plan([{ ...shirt, 'Variant Price': '1200.00' }], 'JPY');
  assert.deepEqual(yen.product?.variants[0]?.price, { amount: 1200, currency: 'JPY' });
  assert.equal(plan([{ ...shirt, 'Variant Price': '1200.50' }], 'JPY').product, undefined);
});

test('drafts, archived products and gift cards are not published', () => {
  const statusOf = (row: Record<string, string>) =>
    plan([{ ...shirt, ...row }]).product?.members.status;
  assert.equal(statusOf({ Published: 'TRUE' }), 'published');
  assert.equal(statusOf({ Published: '' }), 'published');
  assert.equal(statusOf({ Published: 'false' }), 'draft');
  assert.equal(statusOf({ Published: 'true', Status: 'draft' }), 'draft');
  assert.equal(statusOf({ Status: 'archived' }), 'draft');
  assert.equal(statusOf({ Published: 'true', Status: 'active', 'Gift Card': 'true' }), 'draft');
});

test('a handle that cannot be an address gets one, and is told', () => {
  const { product, problems } = plan([{ Handle: 'A shirt/№ 5?', Title: 'Shirt' }]);
  assert.equal(product?.slug, 'a-shirt-no-5');
  assert.deepEqual(
    problems.map(({ column, isRefusal }) => [column, isRefusal]),
    [['Handle', false]],
  );
});
