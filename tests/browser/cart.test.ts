import assert from 'node:assert/strict';
import { createProduct } from '../journeys/fixtures.ts';
import { browserSuite, type Device, desktop, type Visit } from './browser.ts';
import { putInCart } from './shopper.ts';

const withoutScript: Device = { ...desktop, name: 'without script', hasScript: false };

/** Puts a product into the cart, which then holds one of it. */
async function putOneInCart(visit: Visit, title: string): Promise<void> {
  const product = await createProduct(visit.shop, { title, stock: 9 });
  await putInCart(visit, { slug: product.slug });
}

const countsItems = ({ page }: Visit, count: number) =>
  page.getByRole('link', { name: `Cart, ${count} items` }).waitFor();

browserSuite('the quantity of a line in the cart', (story) => {
  story('a number that was typed is counted on by the button', desktop, async (visit) => {
    await putOneInCart(visit, 'Counted shoe');
    await visit.page.getByLabel('Quantity of Counted shoe').fill('5');
    await visit.page.getByRole('button', { name: 'One more of Counted shoe' }).click();
    await countsItems(visit, 6);
  });

  for (const device of [desktop, withoutScript])
    story(`the pressed button keeps the focus, ${device.name}`, device, async (visit) => {
      const { page } = visit;
      await putOneInCart(visit, `First shoe ${device.name}`);
      await putOneInCart(visit, `Second shoe ${device.name}`);
      for (const [press, count] of [
        [`One more of Second shoe ${device.name}`, 3],
        [`One more of Second shoe ${device.name}`, 4],
        [`One fewer of Second shoe ${device.name}`, 3],
      ] as const) {
        const button = page.getByRole('button', { name: press });
        await button.click();
        await countsItems(visit, count);
        await button.and(page.locator(':focus')).waitFor();
      }
      await page.getByLabel('Promotion code').fill('NO-SUCH-CODE');
      await page.getByRole('button', { name: 'Apply' }).click();
      await page.getByRole('alert').filter({ hasText: 'We do not know this code.' }).waitFor();
      assert.equal(new URL(page.url()).hash, '', 'the page begins where it tells so');
    });

  story('the key Enter takes a number as it stands', withoutScript, async (visit) => {
    await putOneInCart(visit, 'Typed shoe');
    await visit.page.getByRole('button', { name: 'One more of Typed shoe' }).click();
    await countsItems(visit, 2);
    await visit.page.getByLabel('Quantity of Typed shoe').fill('5');
    await visit.page.keyboard.press('Enter');
    await countsItems(visit, 5);
  });
});
