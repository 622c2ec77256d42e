import assert from 'node:assert/strict';
import type { TestShop } from '@cartwright/testing';
import sharp from 'sharp';
import { createProduct, openForBusiness, staffOf } from '../../journeys/fixtures.ts';

const colours = ['#c8452f', '#3f6f63', '#2f6690'];
const titles = 'Meridian Runner,Harbour Sandal,Ridge Boot,Court Classic,Canvas Low,Field Cap';

/** Enough to see on every page, within seconds: two collections, six products, some pictures. */
export async function makeSmallRange(shop: TestShop): Promise<void> {
  await openForBusiness(shop);
  const staff = staffOf(shop);
  const collections: string[] = [];
  for (const title of ['Shoes', 'Accessories']) {
    const { data, error } = await staff.POST('/api/v1/admin/collections', {
      body: { title, description: `${title} to go out in.` },
    });
    assert.ok(data, JSON.stringify(error));
    collections.push(data.slug);
  }
  for (const [index, title] of titles.split(',').entries()) {
    const sizes = ['40', '41', '42'];
    const { productId } = await createProduct(shop, { title, stock: 20 - index * 3, sizes });
    const colour = colours[index % colours.length] ?? '#888888';
    const pictureId = index < 4 ? await uploadPicture(shop, title, colour) : undefined;
    const { error } = await staff.PATCH('/api/v1/admin/products/{id}', {
      params: { path: { id: productId } },
      body: {
        description: `${title}: light, quiet and easy to mend. Made to be walked in.`,
        collections: collections.slice(0, index % 2 === 0 ? 1 : 2),
        ...(pictureId === undefined ? {} : { media: [{ id: pictureId }] }),
      },
    });
    assert.equal(error, undefined, JSON.stringify(error));
  }
}

async function uploadPicture(shop: TestShop, alt: string, background: string): Promise<string> {
  const picture = await sharp({ create: { width: 640, height: 640, channels: 3, background } })
    .png()
    .toBuffer();
  const { data, error } = await staffOf(shop).POST('/api/v1/admin/media', {
    body: { content: picture.toString('base64'), alt },
  });
  assert.ok(data, JSON.stringify(error));
  return data.id;
}
