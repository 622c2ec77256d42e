import { upsertProducts } from '@cartwright/catalog';
import {
  addPicture,
  createPictureFetcher,
  isUnchanged,
  type PictureFetcher,
  type PlannedProduct,
  type PresentProduct,
  quoted,
  readPresentProducts,
  readProductFile,
  toUpsert,
} from '@cartwright/catalog/import';
import { isContractError } from '@cartwright/contract';
import type { ImportRun } from './import-run.ts';
import { planFile } from './plan-file.ts';

type Kept = { mediaId: string } | { problem: string; isSkipped?: boolean };

/** Few at a time: pictures are made one after the other anyway, and hosts are not ours. */
const PRODUCTS_AT_ONCE = 4;
/** What became of so many addresses is remembered, so that none of them is asked twice. */
const REMEMBERED_MAX = 10_000;

/**
 * Reads the file again and fetches the pictures of the products that are in the shop. What cannot
 * be fetched is told and costs nothing else; pictures that the shop has of it already stay.
 */
export async function importPictures(run: ImportRun): Promise<void> {
  const { progress, report } = run;
  const fetcher = createPictureFetcher();
  const keep = rememberingKeeper(run, fetcher);
  report.track(
    () =>
      `Pictures: ${progress.pictured} of ${progress.products} products, ` +
      `${progress.counts.fetched} fetched, ${progress.counts.notFetched} not`,
  );
  try {
    for await (const products of chunksOf(run)) {
      const planned = products.flatMap(({ product }) => (product === undefined ? [] : [product]));
      const slugs = planned.map(({ slug }) => slug);
      const present = await readPresentProducts(run.parts.catalog, slugs);
      await Promise.all(
        planned.map((product) => {
          const before = present.get(product.slug);
          return before === undefined ? undefined : picture({ run, product, before, keep });
        }),
      );
      progress.pictured = products.at(-1)?.index ?? progress.pictured;
      await run.progressFile?.write(progress);
      if (run.isStopped()) return;
    }
    for (const { host, skipped } of fetcher.skippedHosts())
      report.say(`${host} cannot be reached: ${skipped} of its pictures were not asked for.`);
  } finally {
    await fetcher.close();
  }
}

interface Indexed {
  index: number;
  product: PlannedProduct | undefined;
}

/** Products with pictures, some at a time, without those that an earlier run dealt with. */
async function* chunksOf(run: ImportRun): AsyncGenerator<Indexed[]> {
  const file = await readProductFile(run.path);
  const done = run.progress.pictured;
  let chunk: Indexed[] = [];
  let index = 0;
  for await (const found of planFile(file, run.currency)) {
    if (found.kind === 'problem') continue;
    index = found.index;
    const { product } = found;
    if (index <= done || product === undefined || imagesOf(product).length === 0) continue;
    chunk.push({ index, product });
    if (chunk.length < PRODUCTS_AT_ONCE) continue;
    yield chunk;
    chunk = [];
  }
  yield [...chunk, { index, product: undefined }];
}

interface Image {
  address: string;
  line: number;
  alt?: string;
}

/** Pictures of the product, then those that only a variant names. */
function imagesOf({ images, variants }: PlannedProduct): Image[] {
  const found = new Map<string, Image>(images.map((image) => [image.address, image]));
  for (const { imageSrc, line } of variants)
    if (imageSrc !== undefined && !found.has(imageSrc))
      found.set(imageSrc, { address: imageSrc, line });
  return [...found.values()];
}

type Keep = (address: string) => Promise<Kept>;

async function picture(o: {
  run: ImportRun;
  product: PlannedProduct;
  before: PresentProduct;
  keep: Keep;
}): Promise<void> {
  const { run, product, before, keep } = o;
  const media: { id: string; alt: string }[] = [];
  const ids = new Map<string, string>();
  let isComplete = true;
  for (const { address, line, alt = '' } of imagesOf(product)) {
    const kept = await keep(address);
    if ('problem' in kept) {
      isComplete = false;
      // Said once for the whole host, at the end.
      if (kept.isSkipped) continue;
      const { handle } = product;
      const message = `picture ${quoted(address)} was not fetched: ${kept.problem}`;
      run.report.problem({ line, handle, message, isRefusal: false });
      continue;
    }
    ids.set(address, kept.mediaId);
    if (!media.some(({ id }) => id === kept.mediaId)) media.push({ id: kept.mediaId, alt });
  }
  if (media.length === 0) return;
  // Those of an earlier run, or of staff, stay while some of the file's are missing.
  const others = before.media.filter(({ id }) => !media.some((one) => one.id === id));
  const input = toUpsert(product, before);
  const changed = {
    ...input,
    media: isComplete ? media : [...media, ...others],
    variants: (input.variants ?? []).map((variant, index) => {
      const mediaId = ids.get(product.variants[index]?.imageSrc ?? '');
      const sku = before.variants.find((one) => isSameChoice(one.options, variant.options))?.sku;
      return { ...variant, sku: sku ?? null, ...(mediaId === undefined ? {} : { mediaId }) };
    }),
  };
  if (isUnchanged(changed, before)) return;
  const request = { inputs: [changed], actor: run.parts.actor };
  const [outcome] = await upsertProducts(run.parts.catalog, request);
  if (outcome?.outcome !== 'refused') return;
  const message = `its pictures are refused: ${outcome.refusal.message}`;
  run.report.problem({ line: product.line, handle: product.handle, message, isRefusal: false });
}

const isSameChoice = (
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>> = {},
): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value);

/** Fetches and stores each address once, also when two products ask for it at the same time. */
function rememberingKeeper(run: ImportRun, fetcher: PictureFetcher): Keep {
  const known = new Map<string, Promise<Kept>>();
  const { counts } = run.progress;
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const kept = keepPicture(run, fetcher, address).then((one) => {
      counts['problem' in one ? 'notFetched' : 'fetched'] += 1;
      return one;
    });
    const [oldest] = known.keys();
    if (known.size >= REMEMBERED_MAX && oldest !== undefined) known.delete(oldest);
    known.set(address, kept);
    return kept;
  };
}

async function keepPicture(
  run: ImportRun,
  fetcher: PictureFetcher,
  address: string,
): Promise<Kept> {
  const fetched = await fetcher.fetch(address);
  if ('problem' in fetched) return fetched;
  try {
    const { pictures, actor } = run.parts;
    const { id } = await addPicture(pictures, { bytes: fetched.bytes, actor });
    return { mediaId: id };
  } catch (error) {
    if (!isContractError(error)) throw error;
    return { problem: `is not a usable picture (${error.data.reason ?? error.code})` };
  }
}
