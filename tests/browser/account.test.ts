import assert from 'node:assert/strict';
import { authenticatorCode, type TestShop } from '@cartwright/testing';
import { address, createProduct } from '../journeys/fixtures.ts';
import { browserSuite, type Device, desktop, devices, type Visit } from './browser.ts';
import {
  fillCheckout,
  orderNumber,
  password,
  pressOrder,
  putInCart,
  register,
  turnOnSecondFactor,
  verifyAddress,
  verifyElsewhere,
} from './shopper.ts';

const chosen: readonly Device[] = devices.filter(
  ({ name }) => name === 'desktop' || name === 'phone without script',
);

/** Makes new backup codes with one of the old ones. */
async function newCodes({ page, shop }: Visit, code: string): Promise<string[]> {
  await page.goto(`${shop.url}/account/security`);
  await page.getByText('Make new backup codes').first().click();
  await page.locator('#password-new-codes').fill(password);
  await page.locator('#code-new-codes').fill(code);
  await page.getByRole('button', { name: 'Make new backup codes' }).click();
  await page.getByRole('heading', { name: 'Your backup codes' }).waitFor();
  const codes = await page.locator('section:has(#backup-codes) li').allTextContents();
  assert.equal(codes.length, 10);
  await page.getByRole('link', { name: 'I have kept them' }).click();
  return codes;
}

async function signOut({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.getByText('You are signed out.').waitFor();
}

async function signInAs({ page, shop }: Pick<Visit, 'page' | 'shop'>, email: string) {
  await page.goto(`${shop.url}/sign-in`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
}

const sendCode = async ({ page }: Visit, label: string, code: string): Promise<void> => {
  await page.getByLabel(label).fill(code);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
};

/** Whoever comes next sees neither cart nor order, typed text nor what was looked at. */
async function assertForgotten({ page, device }: Visit, order: string): Promise<void> {
  const cookies = await page.context().cookies();
  const kept = cookies.map(({ name }) => name).filter((name) => !harmless.test(name));
  assert.deepEqual(kept, []);
  if (device.hasScript)
    assert.equal(await page.evaluate("localStorage.getItem('recently-seen')"), null);
  const answer = await page.goto(order);
  assert.equal(answer?.status(), 404);
}

const harmless = /^cartwright\.(?:currency|flash|language)$/;

async function orderOnce(visit: Visit, shop: TestShop, title: string): Promise<string> {
  const product = await createProduct(shop, { title, stock: 5 });
  await putInCart(visit, { slug: product.slug });
  await fillCheckout(visit, { token: 'approve' });
  await pressOrder(visit);
  return orderNumber(visit);
}

browserSuite('an account and its security', (story) => {
  for (const device of chosen)
    story(
      `a second factor is turned on, asked for and turned off, ${device.name}`,
      device,
      async (visit) => {
        const { page } = visit;
        const email = `factor-${device.width}@example.com`;
        await register(visit, email);
        await verifyAddress(visit, email);
        const { key, used, backupCodes } = await turnOnSecondFactor(visit);
        assert.equal(backupCodes.length, 10);
        await signOut(visit);
        await signInAs(visit, email);
        await page.waitForURL('**/sign-in/code**');
        await sendCode(visit, 'Code of the app', used);
        await page.getByRole('alert').filter({ hasText: 'used already' }).waitFor();
        await sendCode(visit, 'Code of the app', authenticatorCode(key, 1));
        await page.getByText('You are signed in.').waitFor();
        await signOut(visit);
        await signInAs(visit, email);
        await page.getByRole('link', { name: 'Use a backup code' }).click();
        await sendCode(visit, 'Backup code', backupCodes[0] ?? '');
        await page.getByText('You are signed in.').waitFor();
        const fresh = await newCodes(visit, backupCodes[1] ?? '');
        await page.getByText('Turn off', { exact: true }).first().click();
        const turnOff = async (code: string) => {
          await page.locator('#password-turn-off').fill(password);
          await page.locator('#code-turn-off').fill(code);
          await page.getByRole('button', { name: 'Turn off' }).click();
        };
        await turnOff('111111');
        await page.getByRole('alert').filter({ hasText: 'This code is wrong' }).waitFor();
        await turnOff(backupCodes[2] ?? '');
        await page.getByRole('alert').filter({ hasText: 'This code is wrong' }).waitFor();
        await turnOff(fresh[0] ?? '');
        await page.getByText('Off: your password alone signs in.').waitFor();
      },
    );

  story('an address is verified where one signs in', desktop, async (visit) => {
    const { page, shop } = visit;
    await register(visit, 'on-the-phone@example.com');
    await verifyElsewhere(visit, 'on-the-phone@example.com');
    await page.goto(`${shop.url}/account`);
    await page.getByText('on-the-phone@example.com · verified').waitFor();
  });

  story('an account fills in the address that its guest has not typed', desktop, async (visit) => {
    const { page, shop } = visit;
    await register(visit, 'fills-in@example.com');
    const product = await createProduct(shop, { title: 'Shoe of two orders', stock: 5 });
    await putInCart(visit, { slug: product.slug });
    await fillCheckout(visit, { token: 'approve' });
    await page.getByLabel('Save this address in my account').check();
    await pressOrder(visit);
    await orderNumber(visit);
    await page.goto(`${shop.url}/account`);
    await signOut(visit);
    await putInCart(visit, { slug: product.slug });
    await page.getByRole('link', { name: 'Go to checkout' }).click();
    await page.getByLabel('Email').fill('somebody@example.com');
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL('**/sign-in?next=/checkout');
    await page.getByLabel('Email').fill('fills-in@example.com');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('**/checkout');
    assert.equal(await page.getByLabel('Email').inputValue(), 'somebody@example.com');
    assert.equal(await page.locator('#field-shipping-line1').inputValue(), address.line1);
  });

  story('another device is signed out from here', desktop, async (visit) => {
    const { page, shop } = visit;
    const email = 'sessions@example.com';
    await register(visit, email);
    const context = await page.context().browser()?.newContext();
    assert.ok(context);
    const other = await context.newPage();
    await signInAs({ page: other, shop }, email);
    await other.getByText('You are signed in.').waitFor();
    await page.goto(`${shop.url}/account/security`);
    await page.getByText('This device').waitFor();
    await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await page.getByText('You are signed out everywhere else.').waitFor();
    await other.goto(`${shop.url}/account`);
    await other.waitForURL('**/sign-in?**');
    await context.close();
    await page.goto(`${shop.url}/account`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  for (const device of chosen)
    story(
      `a shopper takes the data along and erases the account, ${device.name}`,
      device,
      async (visit) => {
        const { page, shop } = visit;
        const email = `leaving-${device.width}@example.com`;
        await register(visit, email);
        const number = await orderOnce(visit, shop, `Last shoe ${device.width}`);
        const order = page.url();
        await page.goto(`${shop.url}/account/privacy`);
        await page.getByText('One order is still open.').waitFor();
        const download = page.waitForEvent('download');
        await page.getByRole('link', { name: 'Download my data' }).click();
        const stream = await (await download).createReadStream();
        const file = (await stream.toArray()).join('');
        assert.ok(
          file.includes(email) && file.includes(number),
          'the file tells of account and order',
        );
        await page.getByLabel('Password').fill('not the right one');
        await page.getByRole('button', { name: 'Erase my account for good' }).click();
        await page.getByRole('alert').filter({ hasText: 'Password or code are wrong.' }).waitFor();
        await page.getByLabel('Password').fill(password);
        await page.getByRole('button', { name: 'Erase my account for good' }).click();
        await page.getByText('Your account is erased.').waitFor();
        await assertForgotten(visit, order);
        await signInAs(visit, email);
        await page.getByRole('alert').filter({ hasText: 'Email or password are wrong.' }).waitFor();
      },
    );

  story('signing out leaves nothing of the shopper, and the theme', desktop, async (visit) => {
    const { page, shop } = visit;
    await register(visit, 'shared-computer@example.com');
    await orderOnce(visit, shop, 'Private shoe');
    const order = page.url();
    const next = await createProduct(shop, { title: 'Next shoe', stock: 5 });
    await putInCart(visit, { slug: next.slug });
    await fillCheckout(visit, { token: 'approve' });
    await page.getByRole('link', { name: 'Back to cart' }).click();
    await page.goto(shop.url);
    await page.getByText('Dark', { exact: true }).click();
    await page.goto(`${shop.url}/account`);
    await signOut(visit);
    await assertForgotten(visit, order);
    assert.equal(await page.evaluate("localStorage.getItem('theme')"), 'dark');
    await putInCart(visit, { slug: next.slug });
    await page.getByRole('link', { name: 'Go to checkout' }).click();
    await page.waitForURL('**/checkout');
    for (const field of ['Email', 'First name', 'Street and number'])
      assert.equal(await page.getByLabel(field).first().inputValue(), '');
  });

  story('addresses are added, made the default, and deleted', desktop, async (visit) => {
    const { page, shop } = visit;
    await register(visit, 'addresses@example.com');
    for (const city of ['Berlin', 'Bonn']) {
      await page.goto(`${shop.url}/account/addresses`);
      await page.getByRole('link', { name: 'Add an address' }).click();
      const fields = {
        firstName: 'Ada',
        lastName: 'King',
        line1: '1 Street',
        postalCode: '10115',
        city,
      };
      for (const [member, value] of Object.entries(fields))
        await page.locator(`#field-shipping-${member}`).fill(value);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
    }
    await page.getByRole('button', { name: 'Make default' }).click();
    await page.getByText('Checkout begins with this address now.').waitFor();
    const bonn = page.getByRole('listitem').filter({ hasText: 'Bonn' });
    await bonn.getByText('Default', { exact: true }).waitFor();
    await bonn.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('The address is deleted.').waitFor();
    assert.equal(await page.getByText('Bonn').count(), 0);
  });
});
