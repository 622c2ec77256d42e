import type { Visit } from '../browser.ts';
import { fillCheckout, password, pressOrder } from '../shopper.ts';
import type { Sights } from './visitors.ts';

/** What a visitor does on a page until there is more of it to be seen. */
export type Act = (visit: Visit, sights: Sights) => Promise<void>;

export const openDrawer: Act = async ({ page }) => {
  const sizes = page.getByRole('region', { name: 'Choose size' });
  await sizes.locator('a:not(.crossed-out)').first().click();
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'View cart' }).waitFor();
};

export const openSizeHelp: Act = async ({ page }) => {
  await page.getByRole('button', { name: 'Find your size' }).click();
  await page.getByRole('dialog', { name: 'Find your size' }).waitFor();
};

export const suggest: Act = async ({ page }, { word }) => {
  const field = page.locator('#search');
  await field.click();
  await field.fill('');
  await field.pressSequentially(word);
  await page.getByRole('option').first().waitFor();
  await field.press('ArrowDown');
};

/** Fold-outs of phones; on a desktop their parts stand open, or elsewhere. */
const open =
  (details: string): Act =>
  async ({ page }) =>
    page.evaluate(`document.querySelector('${details}').open = true`);
export const openFilters = open('[data-filters]');
export const openMenu = open('header [data-menu]');

export const waitForRecentlySeen: Act = async ({ page }) =>
  page.locator('[data-recently-seen] article').first().waitFor();

export const checkSort: Act = async ({ page }) => {
  const sort = page.getByRole('combobox', { name: 'Sort by' });
  const chosen = await sort.inputValue();
  if (chosen !== 'price') throw new Error(`the list is sorted by "${chosen}"`);
};

export const beDeclined: Act = async (visit) => {
  await fillCheckout(visit, { token: 'decline', email: 'ada@example.com' });
  await pressOrder(visit);
  await visit.page.getByRole('alert').filter({ hasText: 'was declined' }).waitFor();
};

export const mistype: Act = async (visit) => {
  const { page } = visit;
  await fillCheckout(visit, { token: 'approve', email: 'ada@example.com' });
  await page.locator('#field-shipping-postalCode').fill('1011');
  await page.getByLabel('My billing address is a different one').check();
  await pressOrder(visit);
  await page.locator('[data-error-summary]').waitFor();
};

export const showKey: Act = async ({ page }) => {
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('img', { name: 'QR code with the key of your account' }).waitFor();
};
