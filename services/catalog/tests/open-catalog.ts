import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallContext, Client } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { transaction } from '@cartwright/database';
import { localClient } from '@cartwright/http';
import { logger } from '@cartwright/telemetry';
import { createTestDatabase } from '@cartwright/testing';
import { catalogContract, type ProductInput, type StockLevel } from '../contract/index.ts';
import { onAvailabilityChanged } from '../src/events/on-availability-changed.ts';
import { onPriceChanged } from '../src/events/on-price-changed.ts';
import { catalogHandlers } from '../src/http/handlers.ts';
import { createPictureSizer } from '../src/media/make-picture-sizes.ts';
import { createPictureStorage, type PictureStorage } from '../src/media/picture-storage.ts';
import { newestReaderIn } from '../src/queries/newest-reader.ts';
import { variantReaderIn } from '../src/queries/variant-reader.ts';

type CatalogClient = Client<typeof catalogContract>;

export interface OpenCatalog {
  db: Database;
  /** Checks both ways and copies, as HTTP would. */
  client: CatalogClient;
  /** The same called as another service. */
  clientOf: (caller: string) => CatalogClient;
  storage: PictureStorage;
  shopper: CallContext;
  staff: CallContext;
  /** Lines of the log that tell of faults. */
  faults: string[];
  /** Creates a published product and returns it as staff sees it. */
  publish: (input: ProductInput) => ReturnType<typeof createPublished>;
  hearPrice: (variantId: string, amount: number, currency?: string) => Promise<void>;
  hearStock: (variantId: string, level: StockLevel) => Promise<void>;
  close: () => Promise<void>;
}

const contextOf = (actor: CallContext['actor']): CallContext => ({
  actor,
  deadline: Date.now() + 600_000,
});

/** Catalog on a fresh database and an empty media folder. */
export async function openCatalog(o: { connectionsMax?: number } = {}): Promise<OpenCatalog> {
  const database = await createTestDatabase('catalog', o);
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-media-'));
  const { db } = database;
  const storage = createPictureStorage(folder);
  const handlers = catalogHandlers({
    db,
    readVariants: variantReaderIn(db),
    readNewest: newestReaderIn(db),
    pictures: { db, storage, makeSizes: createPictureSizer() },
    defaultCurrency: 'EUR',
  });
  const faults: string[] = [];
  const destination = { write: (line: string) => void faults.push(line) };
  const log = logger({ level: 'error', destination });
  const clientOf = (caller: string) =>
    localClient({
      contract: catalogContract,
      caller,
      handlers: () => handlers,
      strict: true,
      log,
    });
  const client = clientOf('gateway');
  const staff = contextOf({ kind: 'staff', id: 'staff-1', scopes: ['catalog:write'] });
  return {
    db,
    client,
    clientOf,
    storage,
    faults,
    shopper: contextOf({ kind: 'anonymous' }),
    staff,
    publish: (input) => createPublished(client, staff, input),
    hearPrice: (variantId, amount, currency = 'EUR') =>
      transaction(db, (tx) =>
        onPriceChanged(tx, {
          variantId,
          prices: [{ price: { amount, currency }, compareAtPrice: null }],
        }),
      ),
    hearStock: (variantId, level) =>
      transaction(db, (tx) => onAvailabilityChanged(tx, { variantId, level })),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createPublished(client: CatalogClient, staff: CallContext, input: ProductInput) {
  const answer = await client.createProduct({ body: { status: 'published', ...input } }, staff);
  return answer.body;
}

/** The id of a product's variant by its place. */
export function variantId(product: { variants: readonly { id: string }[] }, index = 0): string {
  const variant = product.variants[index];
  if (variant === undefined) throw new Error(`the product has no variant ${index}`);
  return variant.id;
}
