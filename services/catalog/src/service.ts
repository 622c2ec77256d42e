import { join } from 'node:path';
import { setting } from '@cartwright/config';
import { subscribe } from '@cartwright/events';
import { inventoryContract } from '@cartwright/inventory/contract';
import { pricingContract } from '@cartwright/pricing/contract';
import { defineService } from '@cartwright/runtime';
import { catalogContract } from '../contract/index.ts';
import { onAvailabilityChanged } from './events/on-availability-changed.ts';
import { onPriceChanged } from './events/on-price-changed.ts';
import { catalogHandlers } from './http/handlers.ts';
import { createPictureSizer } from './media/make-picture-sizes.ts';
import { createPictureStorage } from './media/picture-storage.ts';
import { servePictures } from './media/serve-pictures.ts';
import { newestReaderIn } from './queries/newest-reader.ts';
import { variantReaderIn } from './queries/variant-reader.ts';

export { addPicture } from './use-cases/add-picture.ts';
export {
  type ProductUpsert,
  upsertProducts,
} from './use-cases/upsert-product.ts';

/** Products and what belongs to them; lists and search read copies of prices and stock levels. */
export const catalog = defineService({
  contract: catalogContract,
  config: {
    defaultCurrency: setting.text({
      env: 'DEFAULT_CURRENCY',
      default: 'EUR',
      pattern: /^[A-Z]{3}$/,
      problem: 'must be an ISO 4217 code such as EUR',
      description: 'Currency of prices in lists and product pages that ask for none',
    }),
    mediaDir: setting.optionalText({
      env: 'CATALOG_MEDIA_DIR',
      description: 'Folder of the pictures; unset: the folder media in DATA_DIR',
    }),
    dataDir: setting.text({
      env: 'DATA_DIR',
      default: 'data',
      description: 'Folder of everything that the shop keeps on disk',
    }),
  },
  calls: {},
  hears: { pricing: pricingContract, inventory: inventoryContract },
  connectionsMax: 3,
  plans: 'sets',
  migrations: new URL('../migrations/', import.meta.url),
  build: ({ config, db }) => {
    const storage = createPictureStorage(config.mediaDir ?? join(config.dataDir, 'media'));
    const pictures = { db, storage, makeSizes: createPictureSizer() };
    return {
      handlers: catalogHandlers({
        db,
        readVariants: variantReaderIn(db),
        readNewest: newestReaderIn(db),
        pictures,
        defaultCurrency: config.defaultCurrency,
      }),
      subscriptions: [
        subscribe(pricingContract.events.priceChanged, (tx, event) =>
          onPriceChanged(tx, event.data),
        ),
        subscribe(inventoryContract.events.availabilityChanged, (tx, event) =>
          onAvailabilityChanged(tx, event.data),
        ),
      ],
      mounts: { '/media/': servePictures(storage) },
    };
  },
});
