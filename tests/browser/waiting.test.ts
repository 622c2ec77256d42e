import assert from 'node:assert/strict';
import { createProduct } from '../journeys/fixtures.ts';
import { browserSuite, type Device, desktop, devices } from './browser.ts';
import { fillCheckout, orderNumber, pressOrder, putInCart } from './shopper.ts';

/** Waiting is done by the browser itself, with or without script: one of each is enough. */
const chosen: readonly Device[] = devices.filter(
  ({ name }) => name === 'desktop' || name === 'phone without script',
);

browserSuite('a payment that takes its time', (story) => {
  for (const device of chosen) {
    story(
      `a slow payment becomes an order by itself on a ${device.name}`,
      device,
      async (visit) => {
        const product = await createProduct(visit.shop, { title: `Slow ${device.name}`, stock: 5 });
        await putInCart(visit, { slug: product.slug });
        await fillCheckout(visit, { token: 'slow', email: 'ada@example.com' });
        await pressOrder(visit);
        await visit.page.waitForURL('**/checkout/wait?**');
        await visit.page.getByText('Your payment is being made').waitFor();
        await orderNumber(visit);
      },
    );

    story(`a challenge is confirmed and comes back on a ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const product = await createProduct(shop, { title: `Challenge ${device.name}`, stock: 5 });
      await putInCart(visit, { slug: product.slug });
      await fillCheckout(visit, { token: 'challenge', email: 'ada@example.com' });
      await pressOrder(visit);
      await page.getByRole('link', { name: 'Confirm the payment' }).click();
      await page.getByRole('button', { name: 'Confirm' }).click();
      await orderNumber(visit);
    });
  }

  for (const device of chosen)
    story(`who left a challenge finds the way back on a ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const product = await createProduct(shop, { title: `Left on a ${device.name}`, stock: 1 });
      await putInCart(visit, { slug: product.slug });
      await fillCheckout(visit, { token: 'challenge', email: 'ada@example.com' });
      await pressOrder(visit);
      await page.getByRole('link', { name: 'Confirm the payment' }).waitFor();
      await page.goto(`${shop.url}/cart`);
      await page.getByText('This cart is being checked out.').waitFor();
      // The one piece that there was is held for this very cart.
      assert.equal(await page.getByText(/sold out|please change/i).count(), 0);
      await page.getByRole('link', { name: 'Go to checkout' }).click();
      await page.getByRole('link', { name: 'Confirm the payment' }).click();
      await page.getByRole('button', { name: 'Refuse' }).click();
      await page.getByRole('alert').filter({ hasText: 'was declined' }).waitFor();
      await page.goto(`${shop.url}/checkout`);
      await page.getByRole('button', { name: 'Place order' }).waitFor();
    });

  story('coming back from the provider once more shows the order', desktop, async (visit) => {
    const { page, shop } = visit;
    const product = await createProduct(shop, { title: 'Confirmed shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await fillCheckout(visit, { token: 'challenge', email: 'ada@example.com' });
    await pressOrder(visit);
    await page.getByRole('link', { name: 'Confirm the payment' }).waitFor();
    const attempt = new URL(page.url()).searchParams.get('attempt');
    await page.getByRole('link', { name: 'Confirm the payment' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    const number = await orderNumber(visit);
    const comeBack = () => page.goto(`${shop.url}/checkout/attempts/${attempt}`);
    await comeBack();
    assert.equal(await orderNumber(visit), number);
    await putInCart(visit, { slug: product.slug });
    await comeBack();
    assert.equal(await orderNumber(visit), number);
    await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor();
  });
});
