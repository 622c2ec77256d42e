import assert from 'node:assert/strict';
import { waitFor } from '@cartwright/testing';
import {
  checkout,
  createCart,
  createProduct,
  shippingOptionOf,
  staffOf,
} from '../journeys/fixtures.ts';
import { linkIn, mailTo } from '../journeys/mailbox.ts';
import { assertFits, browserSuite, type Device, desktop, devices, type Visit } from './browser.ts';
import { fillCheckout, orderNumber, pressOrder, putInCart, register } from './shopper.ts';

/** With and without script, on a wide and on a narrow screen: one of each is enough. */
const chosen: readonly Device[] = devices.filter(
  ({ name }) => name === 'desktop' || name === 'phone without script',
);

/** An order of a guest, made without the pages. */
async function guestOrder({ shop }: Visit, email: string) {
  const { variantIds } = await createProduct(shop, { title: `For ${email}`, stock: 5 });
  const cartId = await createCart(shop, [{ variantId: variantIds[0] ?? '', quantity: 1 }]);
  const shippingOptionId = await shippingOptionOf(shop, cartId);
  const { body } = await checkout(shop, cartId, { shippingOptionId, email });
  assert.ok(body.order, JSON.stringify(body));
  return body.order;
}

/** What staff see of an order's first withdrawal. */
async function withdrawalOf({ shop }: Visit, orderId: string) {
  const params = { path: { id: orderId } };
  const { data } = await staffOf(shop).GET('/api/v1/admin/orders/{id}', { params });
  return data?.withdrawals[0];
}

browserSuite('withdrawing from a contract', (story) => {
  for (const device of chosen)
    story(`a guest withdraws by number and email on a ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const email = `guest-${device.width}@example.com`;
      const order = await guestOrder(visit, email);
      await page.goto(shop.url);
      await page.getByRole('link', { name: 'Withdraw from contract' }).click();
      await assertFits(visit);
      assert.equal(await page.locator('meta[name=robots]').getAttribute('content'), 'noindex');
      await page.getByLabel('Your name').fill("Ada O'Brien <b>");
      await page.getByLabel('Order number').fill(order.number.toLowerCase());
      await page.getByLabel('Email of the order').fill('somebody-else@example.com');
      await page.getByLabel('Only some of it?').fill('the left shoe');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Confirm withdrawal' }).click();
      await page.getByRole('alert').filter({ hasText: 'We know no order' }).waitFor();
      assert.equal(await withdrawalOf(visit, order.id), undefined);
      // What was typed is still there.
      assert.equal(await page.getByLabel('Only some of it?').inputValue(), 'the left shoe');
      await page.getByLabel('Email of the order').fill(email);
      await page.getByRole('button', { name: 'Continue' }).click();
      const declared = page.locator('[data-withdrawal=review]');
      await declared.getByText("Ada O'Brien <b>").waitFor();
      await declared.getByText(email).waitFor();
      await assertFits(visit);
      await page.getByRole('button', { name: 'Confirm withdrawal' }).click();
      await page.getByRole('heading', { name: 'We received your withdrawal' }).waitFor();
      await page.locator('[data-withdrawal=received]').getByText('the left shoe').waitFor();
      await assertFits(visit);
      const withdrawal = await withdrawalOf(visit, order.id);
      assert.equal(withdrawal?.goods, 'the left shoe');
      const mail = await mailTo(shop, email, /withdrawal/i);
      assert.match(mail, /Received: .+ UTC/);
      assert.match(mail, /Name: Ada O'Brien <b>/);
      assert.match(mail, /Withdrawn from: the left shoe/);
    });

  story('a shopper withdraws in German from the page of the order', desktop, async (visit) => {
    const { page, shop } = visit;
    const email = 'widerruf@example.com';
    await register(visit, email);
    const { slug } = await createProduct(shop, { title: 'Zu weit', stock: 5 });
    await putInCart(visit, { slug });
    await fillCheckout(visit, { token: 'approve' });
    await pressOrder(visit);
    const number = await orderNumber(visit);
    await page.getByRole('link', { name: 'Deutsch' }).click();
    await page.waitForURL('**/de/orders/**');
    const main = page.getByRole('main');
    await main.getByRole('link', { name: 'Vertrag widerrufen', exact: true }).click();
    await page.waitForURL('**/de/orders/*/withdraw');
    await main.getByText(`Bestellung ${number}`).waitFor();
    await page.getByRole('button', { name: 'Weiter' }).click();
    await main.getByText('Die gesamte Bestellung').waitFor();
    await page.getByRole('button', { name: 'Etwas ändern' }).click();
    await page.getByLabel('Ihr Name').fill('Grace Hopper');
    await page.getByRole('button', { name: 'Weiter' }).click();
    await page.getByRole('button', { name: 'Widerruf bestätigen', exact: true }).click();
    await page.getByRole('heading', { name: 'Ihr Widerruf ist eingegangen' }).waitFor();
    // Opened again it is the receipt, and the order tells of it.
    await page.goto(page.url());
    await main.getByText('Grace Hopper').waitFor();
    await page.getByRole('link', { name: 'Zurück zur Bestellung' }).click();
    await main.getByText('Sie haben diese Bestellung am').waitFor();
    assert.equal(await main.getByRole('link', { name: 'Vertrag widerrufen' }).count(), 0);
  });

  story(
    'the link of a mail is enough, and a stranger is shown no order',
    desktop,
    async (visit) => {
      const { page, shop } = visit;
      const email = 'by-link@example.com';
      const { id } = await guestOrder(visit, email);
      await page.goto(`${shop.url}/orders/${id}/withdraw`);
      await page.getByText('We cannot show this order').waitFor();
      await page.goto(linkIn(await mailTo(shop, email, /order/), '/orders/'));
      await page.getByRole('main').getByRole('link', { name: 'Withdraw from contract' }).click();
      const main = page.getByRole('main');
      const withdrawFrom = async (goods: string): Promise<void> => {
        await page.getByLabel('Only some of it?').fill(goods);
        await page.getByRole('button', { name: 'Continue' }).click();
        await page.getByRole('button', { name: 'Confirm withdrawal' }).click();
        await page.getByRole('heading', { name: 'We received your withdrawal' }).waitFor();
        await page.locator('[data-withdrawal=received]').getByText(goods).waitFor();
      };
      await withdrawFrom('the left shoe');
      await waitFor('the withdrawal to be kept', () => withdrawalOf(visit, id));
      await main.getByRole('link', { name: 'Withdraw from more items' }).click();
      await withdrawFrom('the right shoe');
      await page.getByRole('link', { name: 'Back to the order' }).click();
      await main.getByText('You withdrew from parts of this order.').waitFor();
      for (const goods of ['the left shoe', 'the right shoe'])
        await main.getByText(goods).waitFor();
      assert.equal(await main.getByRole('link', { name: 'See the receipt' }).count(), 2);
      await assertFits(visit);
      await main.getByRole('link', { name: 'See the receipt' }).first().click();
      await page.locator('[data-withdrawal=received]').getByText('the left shoe').waitFor();
    },
  );
});
