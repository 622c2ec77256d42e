import assert from 'node:assert/strict';
import { waitFor } from '@cartwright/testing';
import { address, createProduct, shopperOf, staffOf } from '../journeys/fixtures.ts';
import { linkIn, mailTo } from '../journeys/mailbox.ts';
import { assertFits, browserSuite, type Device, desktop, devices, type Visit } from './browser.ts';

/** With and without script, on a wide and on a narrow screen: one of each is enough. */
const chosen: readonly Device[] = devices.filter(
  ({ name }) => name === 'desktop' || name === 'phone without script',
);

browserSuite('a purchase in German and another currency', (story) => {
  for (const device of chosen)
    story(`a guest reads German and pays in francs on a ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const title = `Deutscher Schuh ${device.name}`;
      const slug = await sellInFrancs(visit, title);
      await page.goto(`${shop.url}/products/${slug}`);
      await page.getByRole('link', { name: 'Deutsch' }).click();
      await page.waitForURL(`**/de/products/${slug}`);
      await page.getByLabel('Währung').selectOption('CHF');
      if (!device.hasScript) await page.getByRole('button', { name: 'Ändern' }).click();
      await page.getByText('70,00 CHF').first().waitFor();
      assert.equal(new URL(page.url()).pathname, `/de/products/${slug}`);
      await page.getByText('inkl. MwSt., zzgl. Versand').first().waitFor();
      const row = page.getByRole('listitem').filter({ hasText: 'Standardversand' });
      const [whole, price] = [
        await row.boundingBox(),
        await row.locator('> *').last().boundingBox(),
      ];
      assert.ok(whole && price && price.x + price.width > whole.x + whole.width - 2, 'the price');
      await page.getByRole('button', { name: 'In den Warenkorb' }).click();
      await waitForCart(visit);
      await page.goto(`${shop.url}/de/cart`);
      await page.getByRole('link', { name: 'Zur Kasse' }).click();
      await page.waitForURL('**/de/checkout');
      await assertFits(visit);
      const email = `ada-${device.name.replaceAll(' ', '-')}@example.com`;
      const choice = page.getByLabel('Standardversand');
      assert.match((await choice.locator('..').innerText()).trim(), /2 bis 4 Werktage/);
      await fillIn(visit, email);
      await page.getByRole('button', { name: 'Zahlungspflichtig bestellen', exact: true }).click();
      await page.waitForURL('**/de/orders/**');
      await page.getByText('Danke für Ihre Bestellung').waitFor();
      await page.getByText('76,00 CHF').first().waitFor();
      await page.getByText('Standardversand').first().waitFor();
      await page.getByText('2 bis 4 Werktage').waitFor();
      await assertFits(visit);
      // The right to see the order holds in every language.
      await page.getByRole('link', { name: 'English' }).click();
      await page.getByText('CHF 76.00').first().waitFor();
      const link = linkIn(await mailTo(shop, email, /Bestellung/), '/orders/');
      await page.goto(link);
      await page.waitForURL('**/de/orders/**');
      assert.equal(new URL(page.url()).search, '', 'the token does not stay in the address');
    });

  story('a new total is accepted by the same words', desktop, async (visit) => {
    const { page, shop } = visit;
    const slug = await sellInFrancs(visit, 'Teurer Schuh');
    await page.goto(`${shop.url}/de/products/${slug}`);
    await page.getByRole('button', { name: 'In den Warenkorb' }).click();
    await waitForCart(visit);
    await page.goto(`${shop.url}/de/checkout`);
    await fillIn(visit, 'ada@example.com');
    const path = { slug };
    const { data } = await shopperOf(shop).GET('/api/v1/products/{slug}', { params: { path } });
    const variantId = data?.variants[0]?.id ?? '';
    const price = { amount: 6000, currency: 'EUR' };
    await staffOf(shop).PUT('/api/v1/admin/prices', { body: { prices: [{ variantId, price }] } });
    const button = page.getByRole('button', { name: 'Zahlungspflichtig bestellen', exact: true });
    await button.click();
    const alert = page.getByRole('alert').filter({ hasText: 'Die Summe hat sich geändert' });
    await alert.getByRole('button', { name: 'Zahlungspflichtig bestellen', exact: true }).click();
    await page.waitForURL('**/de/orders/**');
  });

  story('a challenge leads back to German', chosen[0] ?? desktop, async (visit) => {
    const { page, shop } = visit;
    const slug = await sellInFrancs(visit, 'Deutscher Schuh mit Rückfrage');
    await page.goto(`${shop.url}/de/products/${slug}`);
    await page.getByRole('button', { name: 'In den Warenkorb' }).click();
    await waitForCart(visit);
    await page.goto(`${shop.url}/de/checkout`);
    await fillIn(visit, 'ada@example.com', 'challenge');
    await page.getByRole('button', { name: 'Zahlungspflichtig bestellen', exact: true }).click();
    await page.getByRole('link', { name: 'Zahlung bestätigen' }).click();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForURL('**/de/orders/**');
    await page.getByText('Danke für Ihre Bestellung').waitFor();
  });
});

/** The header tells how many lie in the cart, whichever way it is shown. */
const waitForCart = ({ page }: Visit) =>
  page.getByRole('link', { name: 'Warenkorb, 1 Artikel' }).waitFor();

async function fillIn({ page }: Visit, email: string, token = 'approve'): Promise<void> {
  await page.getByLabel('E-Mail').fill(email);
  const { country: _, ...members } = address;
  for (const [member, value] of Object.entries(members))
    await page.locator(`#field-shipping-${member}`).fill(value);
  await page.locator(`input[name=payment][value="test:${token}"]`).check();
}

/** Francs beside euros, with their own price and their own delivery. */
async function sellInFrancs({ shop }: Visit, title: string): Promise<string> {
  const staff = staffOf(shop);
  const done = (response: Response) => assert.ok(response.ok, String(response.status));
  const store = await staff.PUT('/api/v1/admin/store', {
    body: {
      currencies: [
        { code: 'EUR', pricesIncludeTax: true },
        { code: 'CHF', pricesIncludeTax: true },
      ],
      defaultCurrency: 'EUR',
      homeCountry: 'DE',
    },
  });
  done(store.response);
  const rate = (currency: string, price: number) => ({
    code: 'standard',
    name: 'Standard',
    names: { de: 'Standardversand' },
    currency,
    basis: 'order-value' as const,
    bands: [{ from: 0, below: null, price }],
    deliveryDays: { min: 2, max: 4 },
  });
  const shipping = await staff.PUT('/api/v1/admin/shipping-rates/{zone}', {
    params: { path: { zone: 'home' } },
    body: { name: 'Germany', countries: ['DE'], rates: [rate('EUR', 490), rate('CHF', 600)] },
  });
  done(shipping.response);
  const product = await createProduct(shop, { title, stock: 5 });
  const variantId = product.variantIds[0] ?? '';
  const price = { amount: 7000, currency: 'CHF' };
  const priced = await staff.PUT('/api/v1/admin/prices', {
    body: { prices: [{ variantId, price }] },
  });
  done(priced.response);
  await waitFor('the product to be sold in francs', async () => {
    const params = { path: { slug: product.slug }, query: { currency: 'CHF' } };
    const { data } = await shopperOf(shop).GET('/api/v1/products/{slug}', { params });
    return data?.variants.every(({ available, price: shown }) => available && shown !== null);
  });
  return product.slug;
}
