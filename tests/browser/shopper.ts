import assert from 'node:assert/strict';
import { authenticatorCode, waitFor } from '@cartwright/testing';
import type { Route } from 'playwright-core';
import { address, shopperOf } from '../journeys/fixtures.ts';
import { linkIn, mailTo } from '../journeys/mailbox.ts';
import { assertFits, type Visit } from './browser.ts';

/** Opens the page of a product once it can be bought; `prefix` is that of a language. */
export async function openProduct(visit: Visit, slug: string, prefix = ''): Promise<void> {
  const { page, shop } = visit;
  // The catalogue hears of prices and stock by events.
  await waitFor(`${slug} to be for sale`, async () => {
    const params = { path: { slug } };
    const { data } = await shopperOf(shop).GET('/api/v1/products/{slug}', { params });
    return data?.variants.every(({ available, price }) => available && price !== null);
  });
  await page.goto(`${shop.url}${prefix}/products/${slug}`);
  await assertFits(visit);
}

/** Opens a product, chooses a size, and puts it in the cart. */
export async function putInCart(visit: Visit, o: { slug: string; size?: string }): Promise<void> {
  const { page } = visit;
  await openProduct(visit, o.slug);
  if (o.size !== undefined) {
    await page.getByRole('link', { name: o.size, exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('option.Size') === o.size);
  }
  await page.getByRole('button', { name: 'Add to cart' }).click();
  if (visit.device.hasScript) await page.getByRole('link', { name: 'View cart' }).click();
  await page.waitForURL('**/cart');
  await assertFits(visit);
}

/** Goes from the cart to checkout and fills in what is asked for. */
export async function fillCheckout(
  visit: Visit,
  o: { token: string; email?: string },
): Promise<void> {
  const { page } = visit;
  await page.getByRole('link', { name: 'Go to checkout' }).click();
  await page.waitForURL('**/checkout');
  await assertFits(visit);
  if (o.email !== undefined) await page.getByLabel('Email').fill(o.email);
  const { country: _, ...members } = address;
  for (const [member, value] of Object.entries(members))
    await page.locator(`#field-shipping-${member}`).fill(value);
  await page.locator(`input[name=payment][value="test:${o.token}"]`).check();
}

export async function pressOrder({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Place order' }).click();
}

/** Waits for the order page and answers the number of the order. */
export async function orderNumber(visit: Visit): Promise<string> {
  const { page } = visit;
  await page.waitForURL('**/orders/**');
  await page.getByText('Thank you for your order').waitFor();
  await assertFits(visit);
  const number = await page.locator('[data-order]').getAttribute('data-order');
  assert.ok(number, 'the page names the order');
  return number;
}

/** The request arrives and is answered, which the browser never hears of: nor of its cookies. */
export async function arriveUnheard({ page }: Visit, route: Route): Promise<void> {
  const context = page.context();
  const cookies = await context.cookies();
  assert.equal((await route.fetch({ maxRedirects: 0 })).status(), 204);
  await context.clearCookies();
  await context.addCookies(cookies);
}

export const password = 'correct horse battery staple';

export async function register(visit: Visit, email: string): Promise<void> {
  const { page, shop } = visit;
  await page.goto(`${shop.url}/register`);
  await assertFits(visit);
  await page.getByLabel('Name', { exact: true }).fill("Ada O'Brien <b>");
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Create an account' }).click();
  await page.waitForURL('**/account');
  await assertFits(visit);
}

/** Opens the link of the mail that verifies the address. */
export async function verifyAddress({ page, shop }: Visit, email: string): Promise<void> {
  await page.goto(linkIn(await mailTo(shop, email, /address/i), '/api/auth/verify-email'));
  await page.getByText('Your address is verified').waitFor();
}

/** Opens it where nobody is signed in, as on the phone that has the mail, and in German. */
export async function verifyElsewhere({ page, shop }: Visit, email: string): Promise<void> {
  const context = await page.context().browser()?.newContext();
  assert.ok(context);
  const other = await context.newPage();
  const link = new URL(linkIn(await mailTo(shop, email, /address/i), '/api/auth/verify-email'));
  link.searchParams.set('callbackURL', '/de/account/verified');
  await other.goto(link.href);
  await other.getByRole('heading', { name: 'Melden Sie sich an' }).waitFor();
  await other.getByRole('main').getByRole('link', { name: 'Anmelden' }).click();
  await other.getByLabel('E-Mail').fill(email);
  await other.getByLabel('Passwort').fill(password);
  await other.getByRole('main').getByRole('button', { name: 'Anmelden' }).click();
  await other.getByRole('heading', { name: 'Ihre Adresse ist bestätigt' }).waitFor();
  await context.close();
}

/** Turns the second factor on; answers its key, the code that was used, and the backup codes. */
export async function turnOnSecondFactor({ page, shop }: Visit) {
  await page.goto(`${shop.url}/account/security`);
  await page.getByRole('link', { name: 'Turn on' }).click();
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('img', { name: 'QR code with the key of your account' }).waitFor();
  const key = (await page.locator('[data-key-text]').textContent()) ?? '';
  const backupCodes = await page.locator('section:has(#backup-codes) li').allTextContents();
  await page.getByLabel('Code of the app').fill('000000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByRole('alert').filter({ hasText: 'This code is wrong' }).waitFor();
  const used = authenticatorCode(key);
  await page.getByLabel('Code of the app').fill(used);
  await page.getByRole('button', { name: 'Turn on' }).click();
  await page.getByText('On: signing in asks for a code of your app.').waitFor();
  return { key, used, backupCodes };
}
