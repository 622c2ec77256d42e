import { createProduct } from '../journeys/fixtures.ts';
import { browserSuite, desktop, type Visit } from './browser.ts';
import { putInCart } from './shopper.ts';

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
});
