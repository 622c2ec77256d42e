import assert from 'node:assert/strict';
import { createProduct, stockOnceAllocated } from '../journeys/fixtures.ts';
import { browserSuite, desktop, devices } from './browser.ts';
import { fillCheckout, orderNumber, pressOrder, putInCart, register } from './shopper.ts';

browserSuite('a purchase in a browser', (story) => {
  for (const device of devices)
    story(`a guest buys a size on a ${device.name}`, device, async (visit) => {
      const product = await createProduct(visit.shop, {
        title: `Guest shoe ${device.name}`,
        stock: 5,
        sizes: ['41', '42'],
      });
      await putInCart(visit, { slug: product.slug, size: '42' });
      await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
      await pressOrder(visit);
      assert.match(await orderNumber(visit), /\S+/);
      const bought = await stockOnceAllocated(visit.shop, product.variantIds[1] ?? '', 1);
      assert.equal(bought.available, 4);
      await visit.page.goto(`${visit.shop.url}/cart`);
      await visit.page.getByText('Your cart is empty.').waitFor();
    });

  for (const device of devices)
    story(
      `a shopper registers, buys and finds the order on a ${device.name}`,
      device,
      async (visit) => {
        const { page, shop } = visit;
        const product = await createProduct(shop, {
          title: `Account shoe ${device.name}`,
          stock: 5,
        });
        await putInCart(visit, { slug: product.slug });
        await register(visit, `ada-${device.name.replaceAll(' ', '-')}@example.com`);
        await page.goto(`${shop.url}/cart`);
        await page
          .getByText(product.slug === '' ? '' : `Account shoe ${device.name}`)
          .first()
          .waitFor();
        await fillCheckout(visit, { token: 'approve' });
        await pressOrder(visit);
        const number = await orderNumber(visit);
        await page.goto(`${shop.url}/account`);
        await page.getByRole('link', { name: number }).click();
        await page.waitForURL('**/orders/**');
        await page.getByText('1 Test Street').waitFor();
      },
    );

  story('pressing the button twice orders once', desktop, async (visit) => {
    const product = await createProduct(visit.shop, { title: 'Double click shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
    await visit.page.getByRole('button', { name: 'Place order' }).dblclick();
    await orderNumber(visit);
    await visit.page.reload();
    await stockOnceAllocated(visit.shop, product.variantIds[0] ?? '', 1);
  });

  story('a product is found by search and by its words', desktop, async ({ shop, page }) => {
    await createProduct(shop, { title: 'Cinnabar walking boot', stock: 5 });
    await page.goto(shop.url);
    await page.getByRole('searchbox').first().fill('cinnabar');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search?q=cinnabar');
    await page.getByRole('link', { name: 'Cinnabar walking boot' }).click();
    await page.getByRole('heading', { level: 1, name: 'Cinnabar walking boot' }).waitFor();
  });

  story('an unknown address answers 404 with a page', desktop, async ({ shop, page }) => {
    const answer = await page.goto(`${shop.url}/products/there-is-no-such-shoe`);
    assert.equal(answer?.status(), 404);
    await page.getByRole('link', { name: 'To the front page' }).waitFor();
  });
});
