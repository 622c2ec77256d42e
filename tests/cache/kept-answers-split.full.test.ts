import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  freePort,
  type ShopProcess,
  startShopProcess,
  type TestShop,
  waitFor,
} from '@cartwright/testing';
import {
  createShown,
  everywhereWithinMs,
  get,
  keptAnswerTests,
  retitle,
  shownAt,
} from './kept-answers.ts';

keptAnswerTests('split', storefrontAlone);

interface Front {
  url: string;
  process: ShopProcess;
}

/** A storefront in a process of its own; it prints the shop's public address and not its own. */
async function startFront(shop: TestShop, env: Readonly<Record<string, string>>): Promise<Front> {
  const PORT = await freePort();
  const process = await startShopProcess({
    args: ['--target=storefront'],
    env: { ...env, PORT: String(PORT), GATEWAY_URL: shop.url },
  });
  return { url: `http://127.0.0.1:${PORT}`, process };
}

function storefrontAlone(theShop: () => TestShop): void {
  describe('a storefront alone', () => {
    /** Knows where catalog and pricing tell of changes. */
    let following: Front;
    /** Knows the gateway only. */
    let unknowing: Front;
    before(async () => {
      const { env } = theShop();
      following = await startFront(theShop(), env);
      const isAddress = (name: string) => name.endsWith('_URL') && name !== 'PUBLIC_URL';
      const rest = Object.entries(env).filter(([name]) => !isAddress(name));
      unknowing = await startFront(theShop(), Object.fromEntries(rest));
    });
    after(async () => {
      await following?.process.end();
      await unknowing?.process.end();
    });

    test('shows a change on its pages within two seconds', async () => {
      const product = await createShown(theShop(), { title: 'Shop window', stock: 1 });
      const pages = shownAt(product).filter((path) => !path.startsWith('/api/'));
      for (const front of [following, unknowing])
        for (let round = 0; round < 5; round += 1) {
          for (const path of pages) assert.equal((await get(front, path)).status, 200, path);
          const title = `Shop window ${front.url} ${round}`;
          await retitle(theShop(), product, title);
          for (const path of pages)
            await waitFor(
              `${path} to show it`,
              async () => (await get(front, path)).text.includes(title),
              { timeoutMs: everywhereWithinMs },
            );
        }
    });

    test('keeps pages only when it can hear of changes', async () => {
      const kept = async (front: Front) =>
        Number(/^cartwright_cache_kept (\d+)$/m.exec((await get(front, '/metrics')).text)?.[1]);
      for (const front of [following, unknowing]) await get(front, '/');
      assert.ok((await kept(following)) > 0);
      assert.equal(await kept(unknowing), 0);
    });
  });
}
