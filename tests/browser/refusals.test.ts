import assert from 'node:assert/strict';
import {
  address,
  createProduct,
  setStock,
  staffOf,
  stockOf,
  stockOnceAllocated,
  type TestProduct,
} from '../journeys/fixtures.ts';
import { browserSuite, desktop, devices, type Visit } from './browser.ts';
import {
  fillCheckout,
  openProduct,
  orderNumber,
  pressOrder,
  putInCart,
  register,
} from './shopper.ts';

/** Of one account. */
const addressesMax = 20;

const tellsProblem = (visit: Visit, text: string | RegExp) =>
  visit.page.getByRole('alert').filter({ hasText: text }).waitFor();

/** From €50.00, behind the back of whoever looks at a page. */
async function raisePrice({ shop }: Visit, product: TestProduct): Promise<void> {
  const price = { amount: 6000, currency: 'EUR' };
  const { response } = await staffOf(shop).PUT('/api/v1/admin/prices', {
    body: { prices: [{ variantId: product.variantIds[0] ?? '', price }] },
  });
  assert.ok(response.ok, `the new price answered ${response.status}`);
}

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

  for (const device of devices.filter(({ width }) => width === desktop.width)) {
    story(
      `a price older than its page is told in the cart, ${device.name}`,
      device,
      async (visit) => {
        const { page, shop } = visit;
        const title = `Stale shoe ${device.name}`;
        const product = await createProduct(shop, { title, stock: 5 });
        await openProduct(visit, product.slug);
        await raisePrice(visit, product);
        await page.getByRole('button', { name: 'Add to cart' }).click();
        await tellsProblem(visit, `${title} (42): was €50.00, is now €60.00`);
        await page.goto(`${shop.url}/cart`);
        assert.equal(await page.getByRole('alert').count(), 0, 'it is told once');
      },
    );

    story(
      `a price that changes before checkout is told there, ${device.name}`,
      device,
      async (visit) => {
        const { page, shop } = visit;
        const title = `Rising shoe ${device.name}`;
        const product = await createProduct(shop, { title, stock: 5 });
        await putInCart(visit, { slug: product.slug });
        await raisePrice(visit, product);
        await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
        await tellsProblem(visit, `${title} (42): was €50.00, is now €60.00`);
        await pressOrder(visit);
        await orderNumber(visit);
        await page.getByText('€64.90').first().waitFor();
      },
    );

    story(`a changed price is told before it is charged, ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const title = `Dearer shoe ${device.name}`;
      const product = await createProduct(shop, { title, stock: 5 });
      await putInCart(visit, { slug: product.slug });
      await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
      await raisePrice(visit, product);
      await pressOrder(visit);
      await tellsProblem(visit, 'It was €54.90 and is now €64.90');
      await tellsProblem(visit, `${title} (42): was €50.00, is now €60.00`);
      await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor();
      assert.equal((await stockOf(shop, product.variantIds[0] ?? '')).available, 5);
      await page.getByRole('button', { name: 'Accept €64.90 and order' }).click();
      await orderNumber(visit);
    });
  }

  story('a changed price is told in German as well', desktop, async (visit) => {
    const { page, shop } = visit;
    const product = await createProduct(shop, { title: 'Teurer Schuh', stock: 5 });
    await openProduct(visit, product.slug, '/de');
    await raisePrice(visit, product);
    await page.getByRole('button', { name: 'In den Warenkorb' }).click();
    await tellsProblem(visit, /Teurer Schuh \(42\): war 50,00\s€, ist jetzt 60,00\s€/);
    await page.goto(`${shop.url}/de/checkout`);
    assert.equal(await page.getByRole('alert').count(), 0, 'it is told once');
  });

  story('nothing is ordered at a total that was not shown', desktop, async (visit) => {
    const { page, shop } = visit;
    const product = await createProduct(shop, { title: 'Blind shoe', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
    await page.locator('input[name=shownTotal]').evaluate((field) => field.remove());
    await pressOrder(visit);
    await tellsProblem(visit, 'Delivery or total have changed.');
    assert.equal((await stockOf(shop, product.variantIds[0] ?? '')).available, 5);
    await pressOrder(visit);
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
