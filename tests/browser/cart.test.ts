import { createProduct } from '../journeys/fixtures.ts';
import { browserSuite, type Device, desktop, type Visit } from './browser.ts';
import { putInCart } from './shopper.ts';

const withoutScript: Device = { ...desktop, hasScript: false };

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

  story('the key Enter takes a number as it stands', withoutScript, async (visit) => {
    await putOneInCart(visit, 'Typed shoe');
    await visit.page.getByRole('button', { name: 'One more of Typed shoe' }).click();
    await countsItems(visit, 2);
    await visit.page.getByLabel('Quantity of Typed shoe').fill('5');
    await visit.page.keyboard.press('Enter');
    await countsItems(visit, 5);
  });
});
