import assert from 'node:assert/strict';
import type { Route } from 'playwright-core';
import { address, createProduct, staffOf, stockOf } from '../journeys/fixtures.ts';
import { browserSuite, type Device, desktop, type TellStory, type Visit } from './browser.ts';
import {
  arriveUnheard,
  fillCheckout,
  openProduct,
  orderNumber,
  pressOrder,
  putInCart,
} from './shopper.ts';

const phone: Device = { ...desktop, name: 'phone', width: 390, height: 844 };
const withoutScript: Device = { ...desktop, name: 'without script', hasScript: false };

/** Puts a product into the cart, which then holds one of it. */
async function putOneInCart(visit: Visit, title: string): Promise<void> {
  const product = await createProduct(visit.shop, { title, stock: 9 });
  await putInCart(visit, { slug: product.slug });
}

const countsItems = ({ page }: Visit, count: number) =>
  page.getByRole('link', { name: `Cart, ${count} items` }).waitFor();

function newsOfCart(story: TellStory): void {
  for (const device of [desktop, withoutScript])
    story(`a new price is told, and delivery estimated, ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const product = await createProduct(shop, { title: `Rising shoe ${device.name}`, stock: 5 });
      await putInCart(visit, { slug: product.slug });
      const price = { amount: 6000, currency: 'EUR' };
      await staffOf(shop).PUT('/api/v1/admin/prices', {
        body: { prices: [{ variantId: product.variantIds[0] ?? '', price }] },
      });
      await page.reload();
      await page.getByRole('alert').filter({ hasText: 'was €50.00, is now €60.00' }).waitFor();
      await page.reload();
      assert.equal(await page.getByRole('alert').count(), 0);
      await page.getByText('Estimate delivery').click();
      await page.getByRole('button', { name: 'Show', exact: true }).click();
      await page.getByRole('status').filter({ hasText: '€4.90' }).waitFor();
    });

  story(
    'what was typed at checkout is there again after a look at the cart',
    desktop,
    async (visit) => {
      const { page, shop } = visit;
      await putOneInCart(visit, 'Pondered shoe');
      await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
      // The last field is left by the click that leaves the page.
      await page.locator('#field-shipping-line2').click();
      await page.keyboard.type('Back yard');
      await page.getByRole('link', { name: 'Back to cart' }).click();
      await page.waitForURL('**/cart');
      await page.getByRole('link', { name: 'Go to checkout' }).click();
      await page.waitForURL('**/checkout');
      assert.equal(await page.getByLabel('Email').inputValue(), 'ada@example.com');
      assert.equal(await page.locator('#field-shipping-city').inputValue(), address.city);
      assert.equal(await page.locator('#field-shipping-line2').inputValue(), 'Back yard');
      await pressOrder(visit);
      await orderNumber(visit);
      const kept = await page.context().cookies(`${shop.url}/checkout`);
      assert.ok(!kept.some(({ name }) => name === 'cartwright.checkout'), 'the order ends it');
    },
  );

  story('the drawer shows what was added and closes by Escape', desktop, async (visit) => {
    const { page, shop } = visit;
    const product = await createProduct(shop, { title: 'Drawer shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await page.goto(`${shop.url}/products/${product.slug}`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    const drawer = page.getByRole('dialog', { name: 'Added to your cart' });
    await drawer.getByText('Quantity 2').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Cart, 2 items' }).waitFor();
    assert.equal((await stockOf(shop, product.variantIds[0] ?? '')).allocated, 0);
  });

  story('the button of a phone tells that it is at work', phone, async (visit) => {
    const { page, shop } = visit;
    const product = await createProduct(shop, { title: 'Shoe on a slow line', stock: 9 });
    await openProduct(visit, product.slug);
    const answered = Promise.withResolvers<void>();
    await page.route('**/cart', async (route) => {
      await answered.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.locator('[data-buy-bar] button[aria-busy=true]').waitFor();
    answered.resolve();
    await page.getByRole('dialog').waitFor();
    assert.equal(await page.locator('[data-buy-bar] [aria-busy]').count(), 0);
  });

  story('what was added is not added again when its answer is lost', desktop, async (visit) => {
    const { page, shop, complaints } = visit;
    complaints.expect(/ERR_CONNECTION_RESET/);
    const product = await createProduct(shop, { title: 'Unheard sandal', stock: 9 });
    const addUnheard = async () => {
      await page.goto(`${shop.url}/products/${product.slug}`);
      const lose = async (route: Route) => {
        await arriveUnheard(visit, route);
        await route.abort('connectionreset');
      };
      await page.route('**/cart', lose, { times: 1 });
      await page.getByRole('button', { name: 'Add to cart' }).click();
      await page.waitForURL('**/cart');
    };
    await putInCart(visit, { slug: product.slug });
    await addUnheard();
    await page.getByRole('link', { name: 'Cart, 2 items' }).waitFor();
    await page.context().clearCookies();
    await addUnheard();
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor();
  });

  story('what the drawer cannot show, the cart shows in its language', desktop, async (visit) => {
    const { page, shop, complaints } = visit;
    complaints.expect(/ERR_CONNECTION_RESET/);
    const product = await createProduct(shop, { title: 'Shut drawer', stock: 9 });
    await putInCart(visit, { slug: product.slug });
    await page.goto(`${shop.url}/de/products/${product.slug}`);
    await page.route('**/cart/drawer', (route) => route.abort('connectionreset'));
    await page.getByRole('button', { name: 'In den Warenkorb' }).click();
    await page.waitForURL('**/de/cart');
    await page.getByRole('link', { name: 'Warenkorb, 2 Artikel' }).waitFor();
  });
}

browserSuite('the cart', (story) => {
  newsOfCart(story);

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
