/** What the import reads of a row. */
export type Field =
  | 'handle'
  | 'title'
  | 'description'
  | 'vendor'
  | 'type'
  | 'category'
  | 'tags'
  | 'published'
  | 'status'
  | 'option1Name'
  | 'option1Value'
  | 'option2Name'
  | 'option2Value'
  | 'option3Name'
  | 'option3Value'
  | 'sku'
  | 'grams'
  | 'tracker'
  | 'quantity'
  | 'policy'
  | 'price'
  | 'compareAtPrice'
  | 'taxable'
  | 'imageSrc'
  | 'imagePosition'
  | 'imageAlt'
  | 'variantImage'
  | 'giftCard'
  | 'seoTitle'
  | 'seoDescription';

/** Names of columns in exports of different years; compared without case and outer spaces. */
const knownNames: Readonly<Record<Field, readonly string[]>> = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  description: ['Body (HTML)', 'Body HTML', 'Body', 'Description'],
  vendor: ['Vendor'],
  type: ['Type', 'Product Type', 'Custom Product Type'],
  category: ['Product Category', 'Standardized Product Type', 'Standard Product Type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  option1Name: ['Option1 Name'],
  option1Value: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2Value: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3Value: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  grams: ['Variant Grams', 'Weight value (grams)', 'Grams'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  quantity: ['Variant Inventory Qty', 'Variant Inventory Quantity', 'Inventory quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  price: ['Variant Price', 'Price'],
  compareAtPrice: ['Variant Compare At Price', 'Compare-at price', 'Compare At Price'],
  taxable: ['Variant Taxable', 'Charge tax'],
  imageSrc: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  variantImage: ['Variant Image', 'Variant image URL'],
  giftCard: ['Gift Card'],
  seoTitle: ['SEO Title'],
  seoDescription: ['SEO Description'],
};

const folded = (name: string): string => name.trim().toLowerCase();

const fieldOf: ReadonlyMap<string, Field> = new Map(
  Object.entries(knownNames).flatMap(([field, names]) =>
    // The keys of a record of Field are fields.
    names.map((name) => [folded(name), field as Field]),
  ),
);

/** The columns of one file, found by its header. */
export interface Columns {
  count: number;
  /** Whether the file says anything about a field: a field without a column stays as it is. */
  has: (field: Field) => boolean;
  /** As the file's header writes it, for messages. */
  nameOf: (field: Field) => string;
  /** The cell of a row; empty when the row or the file lacks it. */
  cell: (cells: readonly string[], field: Field) => string;
  /** Headers that the import does not read. */
  unread: readonly string[];
}

/** Finds the known columns, in any order. Answers what is wrong with a header that cannot serve. */
export function findColumns(header: readonly string[]): Columns | { problem: string } {
  const places = new Map<Field, number>();
  const unread: string[] = [];
  for (const [index, name] of header.entries()) {
    const field = fieldOf.get(folded(name));
    // Of two columns for one thing the first counts.
    if (field === undefined || places.has(field)) unread.push(name.trim());
    else places.set(field, index);
  }
  const missing = (['handle', 'title'] as const).filter((field) => !places.has(field));
  if (missing.length > 0) return { problem: missingText(missing, header) };
  return {
    count: header.length,
    has: (field) => places.has(field),
    nameOf: (field) => header[places.get(field) ?? -1]?.trim() ?? knownNames[field][0] ?? field,
    cell: (cells, field) => cells[places.get(field) ?? -1] ?? '',
    unread,
  };
}

const SHOWN_MAX = 8;

function missingText(missing: readonly Field[], header: readonly string[]): string {
  const wanted = missing.map((field) => knownNames[field].join(' or ')).join(', ');
  const found = header
    .slice(0, SHOWN_MAX)
    .map((name) => JSON.stringify(name.slice(0, 40)))
    .join(', ');
  return `the first line names no column ${wanted}; it has ${found}${header.length > SHOWN_MAX ? ', ...' : ''}`;
}
