import {
  createSeenLines,
  type Found,
  groupProducts,
  type PlannedProduct,
  type ProductFile,
  planProduct,
  quoted,
  type RowProblem,
  type SeenLines,
} from '@cartwright/catalog/import';

type Planned = { index: number; problems: RowProblem[] } & (
  | { kind: 'problem' }
  | { kind: 'product'; product: PlannedProduct | undefined; endByte: number; line: number }
);

/**
 * Plans each product of the file in turn, for the stage of products and that of pictures alike. A
 * run that goes on plans those that are done again and drops them: reading is a hundred times as
 * fast as writing, and what they took (addresses, SKUs) stays known without being kept on disk.
 */
export async function* planFile(file: ProductFile, currency: string): AsyncGenerator<Planned> {
  const skus = createSeenLines();
  const slugs = createSeenLines();
  let index = 0;
  for await (const found of groupProducts(file)) {
    if (found.kind === 'problem') {
      yield { kind: 'problem', index: index + 1, problems: [found.problem] };
      continue;
    }
    index += 1;
    yield planFound(found, { file, currency, index, skus, slugs });
  }
}

function planFound(
  { product: rows, endByte }: Extract<Found, { kind: 'product' }>,
  o: { file: ProductFile; currency: string; index: number; skus: SeenLines; slugs: SeenLines },
): Planned {
  const { columns } = o.file;
  const plan = planProduct(rows, { columns, currency: o.currency });
  const line = rows.rows.at(-1)?.line ?? 0;
  const problems = [...plan.problems];
  let product = plan.product;
  if (product !== undefined) {
    const first = o.slugs.meet(product.slug, product.line);
    if (first !== undefined) {
      problems.push({
        line: product.line,
        column: columns.nameOf('handle'),
        handle: product.handle,
        message: `the product of line ${first} has the same address ${quoted(product.slug)}`,
        isRefusal: true,
      });
      product = undefined;
    }
  }
  if (product !== undefined)
    problems.push(...dropRepeatedSkus(product, o.skus, columns.nameOf('sku')));
  return { kind: 'product', index: o.index, problems, product, endByte, line };
}

/** A SKU that the file has used before is left out: its first variant keeps it. */
function dropRepeatedSkus(product: PlannedProduct, skus: SeenLines, column: string): RowProblem[] {
  return product.variants.flatMap((variant) => {
    if (typeof variant.sku !== 'string') return [];
    const first = skus.meet(variant.sku, variant.line);
    if (first === undefined) return [];
    const message = `${quoted(variant.sku)} is taken by line ${first}: left out here`;
    variant.sku = null;
    return [{ line: variant.line, column, handle: product.handle, message, isRefusal: false }];
  });
}
