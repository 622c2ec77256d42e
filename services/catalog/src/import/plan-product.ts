import Type from 'typebox';
import { Value } from 'typebox/value';
import { PRODUCT_MEDIA_MAX, ProductInput, TAGS_MAX } from '../../contract/index.ts';
import { combinationKey } from '../domain/product-content.ts';
import { slugFrom } from '../domain/slug.ts';
import type { ProductUpsert } from '../use-cases/upsert-product.ts';
import type { Columns, Field } from './columns.ts';
import type { ProductRows } from './group-products.ts';
import { quoted, type RowProblem } from './problem.ts';
import type { FileRow } from './read-rows.ts';
import {
  type Complain,
  isVariantRow,
  type PlannedVariant,
  readFlag,
  readOptionColumns,
  readVariant,
} from './read-variant.ts';

interface PlannedImage {
  line: number;
  address: string;
  alt: string;
}

/** What the rows of one product ask for. */
export interface PlannedProduct {
  line: number;
  slug: string;
  handle: string;
  /** Variants, pictures and what is only known from the shop are added when it is written. */
  members: Omit<ProductUpsert, 'variants' | 'media'>;
  variants: PlannedVariant[];
  images: PlannedImage[];
}

interface Plan {
  /** Undefined when a problem is a refusal. */
  product: PlannedProduct | undefined;
  problems: RowProblem[];
}

interface Context {
  columns: Columns;
  currency: string;
  complain: Complain;
}

/** Makes a product of its rows, without looking at the shop. */
export function planProduct(
  source: ProductRows,
  { columns, currency }: { columns: Columns; currency: string },
): Plan {
  const problems: RowProblem[] = [];
  const complain: Complain = (row, field, message, isRefusal) => {
    const column = columns.nameOf(field);
    problems.push({ line: row.line, column, message, handle: source.handle, isRefusal });
  };
  const [first] = source.rows;
  if (first === undefined) return { product: undefined, problems };
  if (source.isCutOff)
    complain(
      first,
      'handle',
      `has more rows than ${source.rows.length}, or more text than a product can have`,
      true,
    );
  const context: Context = { columns, currency, complain };
  const variantRows = source.rows.filter((row, index) => index === 0 || isVariantRow(row, columns));
  const options = readOptionColumns(variantRows, context);
  const variants = variantRows.map((row) => readVariant(row, options, context));
  refuseRepeated(variantRows, variants, context);
  const members = {
    ...readMembers(first, source.handle, context),
    options: options.map(({ name }) => ({
      name,
      values: [...new Set(variants.map((variant) => variant.options[name] ?? ''))],
    })),
  };
  const product: PlannedProduct = {
    line: first.line,
    slug: members.slug,
    handle: source.handle,
    members,
    variants,
    images: readImages(source.rows, context),
  };
  if (!problems.some(({ isRefusal }) => isRefusal)) checkShape(product, context, first);
  const isRefused = problems.some(({ isRefusal }) => isRefusal);
  return { product: isRefused ? undefined : product, problems };
}

/** Two rows for one combination would be one variant with two prices. */
function refuseRepeated(
  rows: readonly FileRow[],
  variants: readonly PlannedVariant[],
  { complain }: Context,
): void {
  const lines = new Map<string, number>();
  for (const [index, variant] of variants.entries()) {
    const row = rows[index];
    const key = combinationKey(variant.options);
    const earlier = lines.get(key);
    if (earlier === undefined) lines.set(key, variant.line);
    else if (row !== undefined)
      complain(row, 'option1Value', `line ${earlier} has the same choice of options`, true);
  }
}

function readMembers(row: FileRow, handle: string, context: Context) {
  const { columns, complain } = context;
  const text = (field: Field): string => columns.cell(row.cells, field);
  const title = text('title').trim();
  if (title === '') complain(row, 'title', 'is empty', true);
  const nullable = (field: Field) => (columns.has(field) ? text(field).trim() || null : undefined);
  const members = {
    title,
    slug: slugOf(row, handle, context),
    // As typed: HTML is made safe where it is shown.
    description: columns.has('description') ? text('description') : undefined,
    status: readStatus(row, context),
    vendor: nullable('vendor'),
    type: nullable('type') ?? lastPart(text('category')) ?? nullable('type'),
    tags: columns.has('tags') ? readTags(row, context) : undefined,
    seoTitle: nullable('seoTitle'),
    seoDescription: nullable('seoDescription'),
  };
  return withoutUndefined(members);
}

/** Removes members that are undefined: what has no column stays as the shop has it. */
function withoutUndefined<T extends object>(
  members: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  // The same members but those that were undefined; required ones never are.
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** "Apparel & Accessories > Clothing > Shirts" is of the type Shirts. */
const lastPart = (category: string): string | undefined => {
  const last = category.split('>').at(-1)?.trim() ?? '';
  return last === '' ? undefined : last;
};

const Slug = Type.Required(Type.Pick(ProductInput, ['slug']));

function slugOf(row: FileRow, handle: string, { complain }: Context): string {
  if (Value.Check(Slug, { slug: handle }) && !/^\.{1,2}$/.test(handle)) return handle;
  const slug = slugFrom(handle);
  complain(row, 'handle', `cannot be part of an address: ${quoted(slug)} is taken for it`, false);
  return slug;
}

/** Older exports say only whether a product is published, newer ones have a status beside it. */
function readStatus(row: FileRow, context: Context): 'draft' | 'published' | undefined {
  const { columns, complain } = context;
  const status = columns.cell(row.cells, 'status').trim().toLowerCase();
  if (!['', 'active', 'draft', 'archived', 'unlisted'].includes(status))
    complain(row, 'status', `${quoted(status)} is not a known status`, true);
  const isPublished = readFlag(row, 'published', context) ?? true;
  if (readFlag(row, 'giftCard', context) === true) {
    complain(row, 'giftCard', 'gift cards are kept as drafts: the shop does not sell them', false);
    return 'draft';
  }
  if (!columns.has('status') && !columns.has('published')) return undefined;
  return isPublished && ['', 'active'].includes(status) ? 'published' : 'draft';
}

function readTags(row: FileRow, { columns, complain }: Context): string[] {
  const tags = columns.cell(row.cells, 'tags').split(',');
  const distinct = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  if (distinct.length > TAGS_MAX)
    complain(row, 'tags', `only the first ${TAGS_MAX} of ${distinct.length} are taken`, false);
  return distinct.slice(0, TAGS_MAX);
}

/** Every picture once, in the order of its position, then of the file. */
function readImages(rows: readonly FileRow[], { columns, complain }: Context): PlannedImage[] {
  const found = new Map<string, PlannedImage & { position: number }>();
  for (const row of rows) {
    const address = columns.cell(row.cells, 'imageSrc').trim();
    if (address === '' || found.has(address)) continue;
    const position = Number(columns.cell(row.cells, 'imagePosition').trim() || Number.NaN);
    const alt = columns.cell(row.cells, 'imageAlt').trim();
    if (alt.length > 500)
      complain(row, 'imageAlt', 'only the first 500 characters are kept', false);
    found.set(address, {
      line: row.line,
      address,
      alt: alt.slice(0, 500).toWellFormed(),
      position: Number.isFinite(position) ? position : Number.MAX_SAFE_INTEGER,
    });
  }
  const images = [...found.values()].sort((a, b) => a.position - b.position);
  const surplus = images[PRODUCT_MEDIA_MAX];
  const surplusRow = rows.find(({ line }) => line === surplus?.line);
  if (surplusRow !== undefined)
    complain(surplusRow, 'imageSrc', `only ${PRODUCT_MEDIA_MAX} pictures are taken`, false);
  return images
    .slice(0, PRODUCT_MEDIA_MAX)
    .map(({ line, address, alt }) => ({ line, address, alt }));
}

const columnOf: Readonly<Record<string, Field>> = {
  title: 'title',
  slug: 'handle',
  description: 'description',
  vendor: 'vendor',
  type: 'type',
  tags: 'tags',
  options: 'option1Value',
  variants: 'option1Value',
  seoTitle: 'seoTitle',
  seoDescription: 'seoDescription',
};

/** The limits of the catalogue's own contract: lengths, counts, characters that no table holds. */
function checkShape(product: PlannedProduct, { complain }: Context, first: FileRow): void {
  const input = {
    ...product.members,
    variants: product.variants.map(({ options, sku }) => ({ options, sku: sku ?? null })),
  };
  if (Value.Check(ProductInput, input)) return;
  const told = new Set<string>();
  for (const { instancePath, message } of Value.Errors(ProductInput, input)) {
    const [, member = '', index, detail] = instancePath.split('/');
    const line = member === 'variants' ? product.variants[Number(index)]?.line : undefined;
    const field = detail === 'sku' ? 'sku' : (columnOf[member] ?? 'title');
    const key = `${line} ${field}`;
    if (told.has(key) || told.size >= 20) continue;
    told.add(key);
    complain({ ...first, line: line ?? first.line }, field, limitText(message), true);
  }
}

const limitText = (message: string): string =>
  message.includes('pattern') ? 'has characters that cannot be stored' : message;
