import { join } from 'node:path';
import { addPicture, createPictureSizer, createPictureStorage } from '@cartwright/catalog/import';
import { openDatabase } from '@cartwright/database';
import sharp from 'sharp';

/** Products share so many pictures, each in all sizes. */
export const PICTURES = 16;

/** Stores plain pictures of different colours, as an upload would. */
export async function fillPictures(o: {
  url: string;
  mediaDir: string | undefined;
  dataDir: string;
}): Promise<void> {
  const { db, close } = openDatabase({
    url: o.url,
    schema: 'catalog',
    connectionsMax: 1,
    applicationName: 'cartwright-fill',
  });
  try {
    const storage = createPictureStorage(o.mediaDir ?? join(o.dataDir, 'media'));
    const makeSizes = createPictureSizer();
    for (let number = 0; number < PICTURES; number += 1) {
      const background = { r: 40 + 12 * number, g: 220 - 10 * number, b: (97 * number) % 256 };
      const bytes = await sharp({
        create: { width: 1600, height: 1200, channels: 3, background },
      })
        .png()
        .toBuffer();
      const actor = { kind: 'system' } as const;
      await addPicture({ db, storage, makeSizes }, { bytes, alt: `Picture ${number + 1}`, actor });
    }
  } finally {
    await close();
  }
}
