import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@cartwright/testing';
import { createProduct, setStock, shopperOf } from '../journeys/fixtures.ts';
import { browserSuite, desktop, devices, type Visit } from './browser.ts';
import { openProduct } from './shopper.ts';
import { makeSmallRange } from './sights/small-range.ts';

const plainDesktop = { ...desktop, name: 'desktop without script', hasScript: false };

/** Lists hear of prices and stock by events. */
async function listed(visit: Visit, q: string, count: number): Promise<void> {
  await waitFor(`${count} products for ${q}`, async () => {
    const params = { query: { q, available: true } };
    const { data } = await shopperOf(visit.shop).GET('/api/v1/products', { params });
    return data?.items.length === count;
  });
}

const titlesIn = ({ page }: Visit): Promise<string[]> =>
  page.getByRole('main').locator('article h3').allTextContents();

/**
 * Runs in the page: names each width that a picture of a card claims to have and has not, with what
 * it has.
 */
const wrongSizes = `[...document.querySelectorAll('article img')].flatMap((image) => {
  if (image.clientWidth === 0) return [];
  const sizes = image.parentElement.querySelector('source').sizes.split(', ');
  const [, length] = sizes
    .map((size) => /^(?:(\\(.+?\\)) )?(.+)$/.exec(size).slice(1))
    .find(([condition]) => condition === undefined || matchMedia(condition).matches);
  const probe = document.body.appendChild(document.createElement('div'));
  probe.style.width = length;
  const claimed = probe.getBoundingClientRect().width;
  probe.remove();
  const isRight = Math.abs(claimed - image.clientWidth) < 0.04 * image.clientWidth;
  return isRight ? [] : [length + ' for ' + image.clientWidth + ' px'];
})`;

browserSuite('finding a product', (story) => {
  for (const device of [desktop, plainDesktop])
    story(`filters stand in the address on a ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const word = `vermilion${device.hasScript ? 'a' : 'b'}`;
      await createProduct(shop, { title: `${word} one`, stock: 5, sizes: ['41', '42'] });
      await createProduct(shop, { title: `${word} two`, stock: 5, sizes: ['42'], amount: 9000 });
      await listed(visit, word, 2);
      await page.goto(`${shop.url}/search?q=${word}`);
      const choice = page.getByRole('checkbox', { name: /^41/ });
      await choice.check({ force: true });
      if (!device.hasScript)
        await page.getByRole('button', { name: 'Show results' }).first().click();
      await page.waitForURL((url) => url.searchParams.get('option.Size') === '41');
      await page.getByRole('link', { name: 'Remove filter Size: 41' }).waitFor();
      assert.deepEqual(await titlesIn(visit), [`${word} one`]);
      // The address alone brings the same list, and a chip takes its filter back.
      await page.reload();
      assert.deepEqual(await titlesIn(visit), [`${word} one`]);
      await page.getByRole('link', { name: 'Remove filter Size: 41' }).click();
      await page.waitForURL((url) => !url.searchParams.has('option.Size'));
      await page.getByText('2 products').first().waitFor({ state: 'attached' });
    });

  story('the back button undoes a filter', desktop, async (visit) => {
    const { page, shop } = visit;
    await createProduct(shop, { title: 'heliotrope one', stock: 5, sizes: ['41', '42'] });
    await createProduct(shop, { title: 'heliotrope two', stock: 5, sizes: ['42'] });
    await listed(visit, 'heliotrope', 2);
    await page.goto(`${shop.url}/search?q=heliotrope`);
    await page.getByRole('checkbox', { name: /^41/ }).check({ force: true });
    await page.getByRole('link', { name: 'Remove filter Size: 41' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Remove filter Size: 41' }).waitFor({ state: 'detached' });
    assert.equal((await titlesIn(visit)).length, 2);
  });

  story('the back button brings its list even when an answer is lost', desktop, async (visit) => {
    const { page, shop, complaints } = visit;
    complaints.expect(/ERR_CONNECTION_RESET/);
    await createProduct(shop, { title: 'fuchsia one', stock: 5, sizes: ['41', '42'] });
    await createProduct(shop, { title: 'fuchsia two', stock: 5, sizes: ['42'] });
    await listed(visit, 'fuchsia', 2);
    await page.goto(`${shop.url}/search?q=fuchsia`);
    await page.getByRole('checkbox', { name: /^41/ }).check({ force: true });
    await page.getByRole('link', { name: 'Remove filter Size: 41' }).waitFor();
    await page.route('**/search?**', (route) => route.abort('connectionreset'), { times: 1 });
    await page.goBack();
    await page.getByRole('link', { name: 'Remove filter Size: 41' }).waitFor({ state: 'detached' });
    // The page is opened anew, and takes a moment to come.
    await page.getByRole('link', { name: 'fuchsia two' }).waitFor();
    assert.equal((await titlesIn(visit)).length, 2);
  });

  story('what was looked at is left out where it cannot be had', desktop, async (visit) => {
    const { page, shop, complaints } = visit;
    complaints.expect(/ERR_CONNECTION_RESET/);
    const first = await createProduct(shop, { title: 'Mislaid shoe', stock: 5 });
    const second = await createProduct(shop, { title: 'Found shoe', stock: 5 });
    await page.goto(`${shop.url}/products/${first.slug}`);
    await page.getByRole('heading', { level: 1, name: 'Mislaid shoe' }).waitFor();
    await page.route('**/recently-seen?**', (route) => route.abort('connectionreset'));
    const lost = page.waitForEvent('requestfailed');
    await page.goto(`${shop.url}/products/${second.slug}`);
    await lost;
    assert.equal(await page.getByText('Recently seen').isVisible(), false);
  });

  story('the bars of the browser follow the chosen theme', desktop, async ({ page, shop }) => {
    const shown = () =>
      page.evaluate<string[]>(`[...document.querySelectorAll('meta[name=theme-color]')]
        .filter(({ media }) => matchMedia(media).matches).map(({ content }) => content)`);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(shop.url);
    const [light] = await shown();
    await page.getByText('Dark', { exact: true }).click();
    const [dark, ...others] = await shown();
    assert.notEqual(dark, light);
    assert.deepEqual(others, []);
    await page.reload();
    assert.deepEqual(await shown(), [dark]);
    await page.getByText('Auto', { exact: true }).click();
    assert.deepEqual(await shown(), [light]);
  });

  story('suggestions that are not wanted any more are not asked for', desktop, async (visit) => {
    const { page, shop } = visit;
    await createProduct(shop, { title: 'Magenta $& sandal', stock: 5 });
    await listed(visit, 'magenta', 1);
    await page.goto(shop.url);
    const field = page.getByLabel('Search for products').first();
    await field.click();
    await field.pressSequentially('mage');
    await page.getByRole('status').filter({ hasText: 'use the arrow keys' }).waitFor();
    await field.fill('$&');
    await page.getByRole('option', { name: 'All results for “$&”' }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const held = page.waitForRequest('**/suggestions?q=magen');
    await page.route('**/suggestions?q=magen', () => undefined);
    await field.fill('magen');
    await held;
    const dropped = page.waitForEvent('requestfailed');
    await field.press('Escape');
    await dropped;
    // Time stands still until the test lets it go on.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await field.fill('magent');
    await field.press('Escape');
    await page.clock.runFor(1_000);
    assert.ok(!asked.some((address) => address.endsWith('q=magent')), asked.join(' '));
    assert.equal(await page.getByRole('option').count(), 0);
  });

  story('suggestions forgive a typing mistake and are chosen by keys', desktop, async (visit) => {
    const { page, shop } = visit;
    await createProduct(shop, { title: 'Cerulean harbour boot', stock: 5 });
    await listed(visit, 'cerulean', 1);
    await page.goto(shop.url);
    const field = page.getByLabel('Search for products').first();
    await field.click();
    await page.route('**/suggestions?q=cerulaen', async (route) => {
      await delay(500);
      await route.continue().catch(() => undefined);
    });
    await field.pressSequentially('cerul');
    await page.getByRole('option', { name: 'Cerulean harbour boot' }).waitFor();
    const later = page.waitForRequest('**/suggestions?q=cerulaen');
    await field.pressSequentially('aen');
    await later;
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    await field.press('ArrowDown');
    // Longer than the answer to the mistyped word takes: what is chosen from stays.
    await delay(800);
    const active = (await field.getAttribute('aria-activedescendant')) ?? assert.fail('nothing');
    assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');
    await field.press('Escape');
    await page.getByRole('option').first().waitFor({ state: 'hidden' });
    await field.pressSequentially(' ');
    await page.getByRole('option', { name: 'Cerulean harbour boot' }).waitFor();
    await field.press('ArrowDown');
    await field.press('Enter');
    await page.waitForURL('**/products/cerulean-harbour-boot');
  });

  for (const device of devices)
    story(
      `a size that is sold out is shown and can be looked at on a ${device.name}`,
      device,
      async (visit) => {
        const { page, shop } = visit;
        const title = `Celadon ${device.name}`;
        const product = await createProduct(shop, { title, stock: 5, sizes: ['41', '42'] });
        const heard = (sizes: boolean[]) =>
          waitFor(`the sizes to be for sale: ${sizes}`, async () => {
            const params = { path: { slug: product.slug } };
            const { data } = await shopperOf(shop).GET('/api/v1/products/{slug}', { params });
            return `${data?.variants.map(({ available }) => available)}` === `${sizes}`;
          });
        // Before its stock is heard of, a size is not for sale either.
        await heard([true, true]);
        await setStock(shop, product.variantIds[1] ?? '', 0);
        await heard([true, false]);
        await page.goto(`${shop.url}/products/${product.slug}`);
        await page.getByRole('link', { name: /^42 ?, Sold out$/ }).click();
        await page.waitForURL((url) => url.searchParams.get('option.Size') === '42');
        await page.getByRole('button', { name: 'Sold out' }).waitFor();
        assert.equal(await page.getByRole('button', { name: 'Sold out' }).isDisabled(), true);
        await page.getByRole('link', { name: '41', exact: true }).click();
        await page.getByRole('button', { name: 'Add to cart' }).waitFor();
      },
    );

  for (const device of devices)
    story(`no size is bought that was not chosen on a ${device.name}`, device, async (visit) => {
      const { page, shop } = visit;
      const title = `Amaranth ${device.name}`;
      const { slug } = await createProduct(shop, { title, stock: 5, sizes: ['41', '42'] });
      await openProduct(visit, slug);
      const buy = page.getByRole('button', { name: 'Add to cart' });
      assert.equal(await buy.count(), 0);
      await page.getByRole('link', { name: 'Choose size' }).click();
      const sizes = page.getByRole('region', { name: 'Choose size' });
      await sizes.getByText('please choose').waitFor();
      await page.locator('#choose:focus').waitFor();
      await sizes.getByRole('link', { name: '42', exact: true }).press('Enter');
      await page.waitForURL((url) => url.searchParams.get('option.Size') === '42');
      await page.locator('[aria-current=true]', { hasText: '42' }).waitFor();
      await buy.click();
      await page.getByRole('link', { name: 'Cart, 1 item' }).waitFor();
    });

  story('back leaves a product whose size was asked for', desktop, async (visit) => {
    const { page, shop } = visit;
    const { slug } = await createProduct(shop, {
      title: 'Cerise shoe',
      stock: 5,
      sizes: ['41', '42'],
    });
    await page.goto(`${shop.url}/search`);
    await openProduct(visit, slug);
    await page.getByRole('link', { name: 'Choose size' }).click();
    await page.locator('#choose:focus').waitFor();
    await page.locator('#choose').getByRole('link', { name: '42', exact: true }).click();
    await page.locator('[aria-current=true]', { hasText: '42' }).waitFor();
    await page.goBack();
    assert.equal(new URL(page.url()).pathname, '/search');
  });

  story('pictures of cards are asked for as wide as they are drawn', desktop, async (visit) => {
    const { page, shop } = visit;
    await makeSmallRange(shop);
    await page.goto(`${shop.url}/products/court-classic`);
    for (const path of ['/', '/search', '/products/meridian-runner']) {
      await page.goto(shop.url + path);
      await page.locator('article img').first().waitFor();
      if (path !== '/search') await page.locator('[data-recently-seen] img').first().waitFor();
      for (const width of [390, 700, 768, 1024, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        assert.deepEqual(await page.evaluate(wrongSizes), [], `${path} at ${width} px`);
      }
    }
  });

  story('what was looked at is remembered by the browser alone', desktop, async (visit) => {
    const { page, shop } = visit;
    const first = await createProduct(shop, { title: 'Sienna first', stock: 5 });
    const second = await createProduct(shop, { title: 'Sienna second', stock: 5 });
    await listed(visit, 'sienna', 2);
    await page.goto(`${shop.url}/products/${first.slug}`);
    assert.equal(await page.getByRole('heading', { name: 'Recently seen' }).isVisible(), false);
    await page.goto(`${shop.url}/products/${second.slug}`);
    const seen = page.getByRole('region', { name: 'Recently seen' });
    await seen.getByRole('link', { name: 'Sienna first' }).waitFor();
    assert.equal(await seen.getByRole('article').count(), 1);
    await page.goto(shop.url);
    await seen.getByRole('link', { name: 'Sienna second' }).waitFor();
    assert.deepEqual(await page.context().cookies(), []);
  });
});
