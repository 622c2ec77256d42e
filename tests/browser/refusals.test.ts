import assert from 'node:assert/strict';
import {
  address,
  createProduct,
  setStock,
  staffOf,
  stockOf,
  stockOnceAllocated,
} from '../journeys/fixtures.ts';
import { browserSuite, desktop, devices, type Visit } from './browser.ts';
import { fillCheckout, orderNumber, pressOrder, putInCart, register } from './shopper.ts';

/** Of one account. */
const addressesMax = 20;

const tellsProblem = (visit: Visit, text: string | RegExp) =>
  visit.page.getByRole('alert').filter({ hasText: text }).waitFor();

browserSuite('what a shopper is told when it does not work', (story) => {
  for (const device of devices) {
    story(`a declined payment can be tried again on a ${device.name}`, device, async (visit) => {
      const product = await createProduct(visit.shop, {
        title: `Declined shoe ${device.name}`,
        stock: 5,
      });
      await putInCart(visit, { slug: product.slug });
      await fillCheckout(visit, { token: 'insufficient-funds', email: 'ada@example.com' });
      await pressOrder(visit);
      await tellsProblem(visit, 'There are not enough funds.');
      assert.equal(await visit.page.getByLabel('Email').inputValue(), 'ada@example.com');
      await visit.page.locator('input[value="test:approve"]').check();
      await pressOrder(visit);
      await orderNumber(visit);
      await stockOnceAllocated(visit.shop, product.variantIds[0] ?? '', 1);
    });

    story(`a line that has sold out is named on a ${device.name}`, device, async (visit) => {
      const title = `Rare shoe ${device.name}`;
      const product = await createProduct(visit.shop, { title, stock: 3 });
      await putInCart(visit, { slug: product.slug });
      await visit.page.getByLabel(`Quantity of ${title}`).fill('3');
      await visit.page.keyboard.press('Enter');
      await visit.page.getByRole('link', { name: 'Cart, 3 items' }).waitFor();
      await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
      await setStock(visit.shop, product.variantIds[0] ?? '', 1);
      await pressOrder(visit);
      await tellsProblem(visit, 'only 1 left, you asked for 3');
      await visit.page.getByRole('button', { name: 'Take what is left' }).click();
      await visit.page.getByText('Your cart now holds what is left.').waitFor();
      await visit.page.locator('input[value="test:approve"]').check();
      await pressOrder(visit);
      await orderNumber(visit);
      await stockOnceAllocated(visit.shop, product.variantIds[0] ?? '', 1);
    });
  }

  story('a changed price is told before it is charged', desktop, async (visit) => {
    const product = await createProduct(visit.shop, { title: 'Dearer shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
    const price = { amount: 6000, currency: 'EUR' };
    await staffOf(visit.shop).PUT('/api/v1/admin/prices', {
      body: { prices: [{ variantId: product.variantIds[0] ?? '', price }] },
    });
    await pressOrder(visit);
    await tellsProblem(visit, 'It was €54.90 and is now €64.90');
    await visit.page.getByRole('button', { name: 'Accept €64.90 and order' }).click();
    await orderNumber(visit);
  });

  story(
    'missing fields are named where they are',
    { ...desktop, hasScript: false },
    async (visit) => {
      const product = await createProduct(visit.shop, { title: 'Forgetful shoe', stock: 5 });
      await putInCart(visit, { slug: product.slug });
      await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
      await visit.page.locator('#field-shipping-city').fill('   ');
      await pressOrder(visit);
      await visit.page.getByText('Delivery address: City').waitFor();
      assert.equal(
        await visit.page.locator('#field-shipping-city').getAttribute('aria-invalid'),
        'true',
      );
      assert.equal((await stockOf(visit.shop, product.variantIds[0] ?? '')).allocated, 0);
    },
  );

  story('a provider that cannot be reached is told, and tried again', desktop, async (visit) => {
    const product = await createProduct(visit.shop, { title: 'Unreachable shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await fillCheckout(visit, { token: 'unreachable', email: 'ada@example.com' });
    await pressOrder(visit);
    await tellsProblem(visit, 'The payment could not be made');
    assert.equal((await stockOf(visit.shop, product.variantIds[0] ?? '')).available, 5);
    await visit.page.locator('input[value="test:approve"]').check();
    await pressOrder(visit);
    await orderNumber(visit);
    await stockOnceAllocated(visit.shop, product.variantIds[0] ?? '', 1);
  });

  story('an order cannot be made again while the cart is checked out', desktop, async (visit) => {
    const { page, shop } = visit;
    const [first, second] = [
      await createProduct(shop, { title: 'Repeated shoe', stock: 5 }),
      await createProduct(shop, { title: 'Pending shoe', stock: 5 }),
    ];
    await putInCart(visit, { slug: first.slug });
    await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
    await pressOrder(visit);
    await orderNumber(visit);
    const order = page.url();
    await putInCart(visit, { slug: second.slug });
    await fillCheckout(visit, { token: 'slow', email: 'ada@example.com' });
    await pressOrder(visit);
    await page.waitForURL('**/checkout/wait?**');
    await page.goto(order);
    await page.getByRole('button', { name: 'Order this again' }).click();
    await tellsProblem(visit, 'It can be changed afterwards.');
  });

  story('an address book that is full is told with the order', desktop, async (visit) => {
    const { page, shop } = visit;
    await register(visit, 'full-book@example.com');
    for (let saved = 0; saved < addressesMax; saved += 1) {
      const answer = await page.request.post(`${shop.url}/api/v1/me/addresses`, { data: address });
      assert.equal(answer.status(), 201);
    }
    const product = await createProduct(shop, { title: 'Unlisted shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await fillCheckout(visit, { token: 'approve' });
    await page.getByLabel('Save this address in my account').check();
    await pressOrder(visit);
    await orderNumber(visit);
    await tellsProblem(visit, 'No more addresses can be saved.');
  });

  story('a code that is unknown is refused by name of the reason', desktop, async (visit) => {
    const product = await createProduct(visit.shop, { title: 'Coupon shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await visit.page.getByLabel('Promotion code').fill('NO-SUCH-CODE');
    await visit.page.getByRole('button', { name: 'Apply' }).click();
    await tellsProblem(visit, 'We do not know this code.');
  });
});
