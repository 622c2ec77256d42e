import assert from 'node:assert/strict';
import { waitFor } from '@cartwright/testing';
import type { Page, Route } from 'playwright-core';
import {
  address,
  createProduct,
  staffOf,
  stockOf,
  stockOnceAllocated,
} from '../journeys/fixtures.ts';
import {
  browserSuite,
  type Device,
  desktop,
  devices,
  type Story,
  type TellStory,
  type Visit,
} from './browser.ts';
import {
  arriveUnheard,
  fillCheckout,
  orderNumber,
  pressOrder,
  putInCart,
  register,
} from './shopper.ts';

const chosen: readonly Device[] = devices.filter(
  ({ name }) => name === 'desktop' || name === 'phone without script',
);

/** A product in the cart and the checkout filled in; answers the product's variant. */
async function readyToOrder(visit: Visit, title: string, token = 'approve'): Promise<string> {
  const product = await createProduct(visit.shop, { title, stock: 5 });
  await putInCart(visit, { slug: product.slug });
  await fillCheckout(visit, { token, email: 'ada@example.com' });
  return product.variantIds[0] ?? '';
}

const isOrder = (route: Route): boolean =>
  route.request().method() === 'POST' && (route.request().postData() ?? '').includes('step=order');

/** Breaks the connection of the first order that the browser sends; later ones go through. */
async function onFirstOrder(
  { page, complaints }: Story,
  act: (route: Route) => Promise<void>,
): Promise<void> {
  complaints.expect(/ERR_CONNECTION_RESET/);
  let isFirst = true;
  await page.route('**/checkout', async (route) => {
    if (!isFirst || !isOrder(route)) return route.continue();
    isFirst = false;
    await act(route);
    await route.abort('connectionreset');
  });
}

interface Refusal {
  status: number;
  headers: Record<string, string>;
  contentType: string;
  body: string;
}

/** What a shop under overload says, which has looked at nothing. */
const tooBusy: Refusal = {
  status: 503,
  headers: { 'retry-after': '4', 'cache-control': 'no-store' },
  contentType: 'text/plain; charset=utf-8',
  body: 'The shop is very busy at the moment. Please try again in a few seconds.',
};

/** What it says whose place another took while its body was on its way. */
const tooLate: Refusal = {
  status: 408,
  headers: { 'cache-control': 'no-store' },
  contentType: 'application/problem+json',
  body: JSON.stringify({ status: 408, code: 'malformed-request' }),
};

/** Refuses the first form that is sent so; later ones go through. */
async function refuseFirst({ page, complaints }: Story, refusal = tooBusy): Promise<void> {
  complaints.expect(new RegExp(`^answer: ${refusal.status} `));
  let isFirst = true;
  await page.route('**/checkout', async (route) => {
    // What keeps the typed text tells no step.
    const isStep = (route.request().postData() ?? '').includes('step=');
    if (!isFirst || !isStep) return route.continue();
    isFirst = false;
    await route.fulfill(refusal);
  });
}

/** Goes on with the Tab key until what is focused has this name; a page has an end. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(`(() => {
      const element = document.activeElement;
      const label = element?.labels?.[0]?.textContent ?? '';
      return element?.getAttribute('aria-label') ?? (label || element?.textContent || '');
    })()`);
    const text = focused.replaceAll(/\s+/g, ' ').trim();
    if (typeof name === 'string' ? text === name : name.test(text)) return;
  }
  assert.fail(`${name} was not reached by the Tab key`);
}

function disturbedCheckout(story: TellStory): void {
  story('an order that never arrived is sent again by itself', desktop, async (visit) => {
    const variantId = await readyToOrder(visit, 'Interrupted shoe');
    await onFirstOrder(visit, async () => undefined);
    await pressOrder(visit);
    await visit.page.getByText('The connection was lost').waitFor();
    await orderNumber(visit);
    await stockOnceAllocated(visit.shop, variantId, 1);
  });

  for (const refusal of [tooBusy, tooLate])
    story(
      `an order that is answered by ${refusal.status} is sent again`,
      desktop,
      async (visit) => {
        const { page } = visit;
        const variantId = await readyToOrder(visit, `Crowded shoe ${refusal.status}`);
        await refuseFirst(visit, refusal);
        await pressOrder(visit);
        await page.getByText('The shop is very busy at the moment').waitFor();
        assert.equal(await page.getByLabel('Email').inputValue(), 'ada@example.com');
        assert.equal(await page.locator('#field-shipping-city').inputValue(), address.city);
        await orderNumber(visit);
        await stockOnceAllocated(visit.shop, variantId, 1);
      },
    );

  for (const device of chosen)
    story(`a shop that is too busy wipes nothing typed, ${device.name}`, device, async (visit) => {
      const { page } = visit;
      await readyToOrder(visit, `Packed shoe ${device.width}`);
      await refuseFirst(visit);
      if (device.hasScript) {
        const refused = page.waitForResponse((response) => response.status() === 503);
        await page.locator('input[name=shippingOptionId]').first().dispatchEvent('change');
        await refused;
        await page.locator('[data-swap=checkout]:not([aria-busy])').waitFor();
      } else {
        await pressOrder(visit);
        await page.getByText('very busy at the moment').waitFor();
        await page.goBack();
      }
      assert.equal(await page.getByLabel('Email').inputValue(), 'ada@example.com');
      await pressOrder(visit);
      await orderNumber(visit);
    });

  story('an order whose answer was lost is not placed again', desktop, async (visit) => {
    const variantId = await readyToOrder(visit, 'Unheard shoe');
    await onFirstOrder(visit, (route) => arriveUnheard(visit, route));
    await pressOrder(visit);
    await orderNumber(visit);
    await stockOnceAllocated(visit.shop, variantId, 1);
  });

  story('an answer that breaks off is asked for again', desktop, async (visit) => {
    const { page } = visit;
    const variantId = await readyToOrder(visit, 'Half heard shoe', 'decline');
    await page.evaluate(`(() => {
      const read = Response.prototype.text;
      Response.prototype.text = function () {
        Response.prototype.text = read;
        return Promise.reject(new TypeError('network error'));
      };
    })()`);
    await pressOrder(visit);
    await page.getByRole('alert').filter({ hasText: 'The payment was declined' }).waitFor();
    assert.equal(await page.locator('[aria-busy=true]').count(), 0);
    assert.equal((await stockOf(visit.shop, variantId)).available, 5);
  });

  story('an order that is never answered is given up in the end', desktop, async (visit) => {
    const { page, complaints } = visit;
    complaints.expect(/ERR_CONNECTION_RESET/);
    await readyToOrder(visit, 'Lonely shoe');
    await page.route('**/checkout', (route) => route.abort('connectionreset'));
    await page.clock.install();
    await pressOrder(visit);
    await page.getByText('The connection was lost').waitFor();
    await waitFor('the end of all tries', async () => {
      await page.clock.runFor(10_000);
      return page.getByText('We do not know yet whether your order arrived').isVisible();
    });
    assert.equal(await page.locator('[aria-busy=true]').count(), 0);
    assert.equal(await page.getByText('The connection was lost').isVisible(), false);
  });

  for (const device of chosen)
    story(
      `going back after the order and pressing again orders nothing, ${device.name}`,
      device,
      async (visit) => {
        const { page, shop } = visit;
        const variantId = await readyToOrder(visit, `Returning shoe ${device.width}`);
        const other = await page.context().newPage();
        await other.goto(`${shop.url}/checkout`);
        await pressOrder(visit);
        await orderNumber(visit);
        await page.reload();
        await orderNumber(visit);
        await page.goBack();
        await page.goto(`${shop.url}/cart`);
        await page.getByText('Your cart is empty.').waitFor();
        await fillAgain(other);
        await other.getByRole('button', { name: 'Place order' }).click();
        await other.getByText('That cart has become an order').waitFor();
        assert.equal((await stockOnceAllocated(shop, variantId, 1)).available, 4);
      },
    );

  story(
    'a second try while the first is under way leads to the same order',
    desktop,
    async (visit) => {
      const { page, shop } = visit;
      const variantId = await readyToOrder(visit, 'Impatient shoe', 'slow');
      const other = await page.context().newPage();
      await other.goto(`${shop.url}/checkout`);
      await fillAgain(other);
      await pressOrder(visit);
      await page.waitForURL('**/checkout/wait?**');
      await other.getByRole('button', { name: 'Place order' }).click();
      await other.getByRole('alert').filter({ hasText: 'checked out already' }).waitFor();
      await other.getByRole('link', { name: 'See how it stands' }).click();
      await orderNumber({ ...visit, page: other });
      await orderNumber(visit);
      await stockOnceAllocated(shop, variantId, 1);
    },
  );

  story('a purchase needs no mouse', desktop, async (visit) => {
    const { page, shop } = visit;
    const product = await createProduct(shop, { title: 'Keyboard shoe', stock: 5 });
    await page.goto(`${shop.url}/search?q=keyboard+shoe`);
    await page.getByRole('link', { name: 'Keyboard shoe' }).waitFor();
    await tabTo(page, /Keyboard shoe/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/products/**');
    await tabTo(page, 'Add to cart');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, 'Go to checkout');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/checkout');
    const typed = [
      ['Email', 'keys@example.com'],
      ['First name', 'Ada'],
      ['Last name', 'King'],
      ['Street and number', '1 Test Street'],
      ['Postal code', '10115'],
      ['City', 'Berlin'],
    ];
    for (const [label = '', value = ''] of typed) {
      await tabTo(page, label);
      await page.keyboard.type(value);
    }
    await tabTo(page, /^Place order/);
    await page.keyboard.press('Enter');
    await orderNumber(visit);
    await stockOnceAllocated(shop, product.variantIds[0] ?? '', 1);
  });
}

/** The page of another tab, filled in as far as its own order needs. */
async function fillAgain(page: Page): Promise<void> {
  await page.getByLabel('Email').fill('ada@example.com');
  const fields = { firstName: 'A', lastName: 'B', line1: 'C', postalCode: '10115', city: 'D' };
  for (const [member, value] of Object.entries(fields))
    await page.locator(`#field-shipping-${member}`).fill(value);
}

function addresses(story: TellStory): void {
  for (const device of chosen)
    story(`an address is checked by its country, ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      await deliverToAmerica(visit);
      const variantId = await readyToOrder(visit, `Travelling shoe ${device.width}`);
      await page.locator('#field-shipping-postalCode').fill('1011');
      await pressOrder(visit);
      const summary = page.locator('[data-error-summary]');
      await summary.getByText('A postal code there looks like 10115.').waitFor();
      await page.locator('[data-error-summary]:focus').waitFor();
      await page.locator('#field-shipping-country').selectOption('US');
      if (device.hasScript) await page.getByLabel('State').waitFor();
      await page.locator('#field-shipping-postalCode').fill('10001');
      if (!device.hasScript) await pressOrder(visit);
      await page.getByLabel('State').fill('NY');
      await pressOrder(visit);
      await orderNumber(visit);
      await page.getByText('United States').first().waitFor();
      await stockOnceAllocated(shop, variantId, 1);
    });

  story('what is typed while the total is asked for stays', desktop, async (visit) => {
    const { page } = visit;
    await deliverToAmerica(visit);
    await register(visit, 'types-on@example.com');
    await readyToOrder(visit, 'Hasty shoe', 'decline');
    await page.getByLabel('Save this address in my account').check();
    const updated = Promise.withResolvers<void>();
    await page.route('**/checkout', async (route) => {
      if (route.request().method() === 'POST') await updated.promise;
      await route.continue();
    });
    const asked = page.waitForRequest((request) => request.method() === 'POST');
    await page.locator('#field-shipping-country').selectOption('US');
    await asked;
    await page.locator('#field-shipping-city').fill('New York');
    await page.locator('#field-shipping-line1').fill('2 Test Street');
    await page.locator('#field-shipping-line1').press('Home');
    updated.resolve();
    await page.getByLabel('State').waitFor();
    await page.keyboard.type('Apt 1, ');
    const typed = await page.locator('#field-shipping-line1').inputValue();
    assert.equal(typed, 'Apt 1, 2 Test Street', 'text and caret stay');
    assert.equal(await page.locator('#field-shipping-city').inputValue(), 'New York');
    assert.ok(await page.locator('input[value="test:decline"]').isChecked(), 'the payment stays');
    assert.ok(await page.getByLabel('Save this address in my account').isChecked());
  });

  story('an address is saved with the order and chosen for the next', desktop, async (visit) => {
    const { page, shop } = visit;
    await register(visit, 'keeps-addresses@example.com');
    const variantId = await readyToOrder(visit, 'Settled shoe');
    await page.getByLabel('Save this address in my account').check();
    await pressOrder(visit);
    await orderNumber(visit);
    await page.getByRole('button', { name: 'Order this again' }).click();
    await page.getByText('What can be bought of that order is in your cart.').waitFor();
    await page.getByRole('link', { name: 'Go to checkout' }).click();
    await page.locator('#field-shipping-line1').fill('Elsewhere 2');
    await page.getByRole('button', { name: '1 Test Street, Berlin' }).click();
    await page.locator('#field-shipping-line1[value="1 Test Street"]').waitFor();
    await page.locator('input[value="test:approve"]').check();
    await pressOrder(visit);
    await orderNumber(visit);
    await stockOnceAllocated(shop, variantId, 2);
  });
}

async function deliverToAmerica({ shop }: Visit): Promise<void> {
  const { response } = await staffOf(shop).PUT('/api/v1/admin/shipping-rates/{zone}', {
    params: { path: { zone: 'america' } },
    body: {
      name: 'America',
      countries: ['US'],
      rates: [
        {
          code: 'parcel',
          name: 'Parcel',
          currency: 'EUR',
          basis: 'order-value',
          bands: [{ from: 0, below: null, price: 1490 }],
        },
      ],
    },
  });
  assert.equal(response.status, 200);
}

browserSuite('from the cart to the order', (story) => {
  disturbedCheckout(story);
  addresses(story);
});
