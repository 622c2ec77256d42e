import { join } from 'node:path';
import {
  createPictureSizer,
  createPictureStorage,
  type PictureKeeping,
} from '@cartwright/catalog/import';
import type { Actor, RequestContext } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { Books } from '../books.ts';

/** The databases that an import writes, and by whose name. */
export interface ShopParts {
  catalog: Database;
  pricing: Database;
  inventory: Database;
  pictures: PictureKeeping;
  fewLeftMax: number;
  actor: Actor;
  context: () => RequestContext;
}

/** Audited under a name of its own, with the rights of whoever may run commands here. */
const actor: Actor = { kind: 'api-key', id: 'cartwright-import', scopes: ['*'] };
/** Longest time of one call; each is a short transaction. */
const CALL_MS = 60_000;

export function shopParts(books: Books): ShopParts {
  const { services, server } = books.configuration;
  const catalog = books.open('catalog').db;
  const mediaDir = services.catalog?.mediaDir;
  const folder = typeof mediaDir === 'string' ? mediaDir : join(server.dataDir, 'media');
  return {
    catalog,
    pricing: books.open('pricing').db,
    inventory: books.open('inventory').db,
    pictures: {
      db: catalog,
      storage: createPictureStorage(folder),
      makeSizes: createPictureSizer(),
    },
    fewLeftMax: Number(services.inventory?.fewLeftMax),
    actor,
    context: () => ({ actor, deadline: Date.now() + CALL_MS, caller: 'import' }),
  };
}
