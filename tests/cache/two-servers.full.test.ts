import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waitFor } from '@cartwright/testing';
import { startSharedShops } from '../faults/shared-database.ts';
import { createShown, everywhereWithinMs, get, retitle, shownAt } from './kept-answers.ts';

test('two servers on one database show a change of either within two seconds', async () => {
  const { shops, stop } = await startSharedShops([{}, {}]);
  try {
    const [one, two] = shops;
    assert.ok(one !== undefined && two !== undefined);
    const product = await createShown(one, { title: 'Twice shown', stock: 10 });
    for (let round = 0; round < 6; round += 1) {
      const [writer, reader] = round % 2 === 0 ? [one, two] : [two, one];
      for (const path of shownAt(product))
        for (const shop of shops) assert.equal((await get(shop, path)).status, 200, path);
      const title = `Twice shown ${round}`;
      await retitle(writer, product, title);
      const looks = shownAt(product).map((path) =>
        waitFor(
          `${path} of the other server to show it`,
          async () => (await get(reader, path)).text.includes(title),
          { timeoutMs: everywhereWithinMs },
        ),
      );
      for (const path of shownAt(product))
        assert.ok((await get(writer, path)).text.includes(title), `${path} of the writer`);
      await Promise.all(looks);
    }
  } finally {
    await stop();
  }
});
