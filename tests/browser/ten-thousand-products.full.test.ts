import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { environment } from '@cartwright/config';
import { createCleanup, freePort, removeDataDir, startShopProcess } from '@cartwright/testing';
import { chromium, type Page } from 'playwright-core';
import { findViolations } from './axe.ts';
import { withoutBrowser } from './browser.ts';
import { listenTo } from './complaints.ts';
import { sightBrowserPath } from './find-browser.ts';
import { findExcess } from './fits-its-width.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fill = join(root, 'bench/fill/fill.ts');
const name = 'a shop of 10,000 products in a hundred collections looks right';

if (sightBrowserPath === undefined) withoutBrowser(name);
else test(name, { timeout: 300_000 }, () => lookAtLargeShop(sightBrowserPath ?? ''));

async function lookAtLargeShop(executablePath: string): Promise<void> {
  const cleanup = createCleanup();
  try {
    const dataDir = await mkdtemp(join(tmpdir(), 'cartwright-large-'));
    cleanup.add(() => removeDataDir(dataDir));
    const env = { DATA_DIR: dataDir, PORT: String(await freePort()), SAMPLE_SHOP: 'false' };
    await promisify(execFile)(
      process.execPath,
      [fill, '--products', '10000', '--orders', '200', '--days', '100'],
      { cwd: root, env: { PATH: environment().PATH ?? '', ...env } },
    );
    const shop = await startShopProcess({ env });
    cleanup.add(() => shop.end());
    const browser = await chromium.launch({ executablePath });
    cleanup.add(() => browser.close());
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const page = await context.newPage();
    const complaints = listenTo(page);
    await look(page, shop.url);
    assert.deepEqual(complaints.list(), []);
  } finally {
    await cleanup.run();
  }
}

async function look(page: Page, url: string): Promise<void> {
  for (const path of ['/', '/search', '/collections/collection-1']) {
    await page.goto(url + path);
    assert.deepEqual(await findExcess(page), [], path);
    assert.deepEqual(await findViolations(page), [], path);
  }
  await page.goto(`${url}/search`);
  // Counted exactly up to 5,000, and estimated from the database's statistics above.
  await page
    .getByText(/^About (?:9|10|11),\d{3} products$/)
    .first()
    .waitFor();
  const cards = page.locator('[data-grid] article');
  const first = await cards.count();
  assert.ok(first > 10, `${first} products on the first page`);
  await page.getByRole('link', { name: 'Show more' }).click();
  await cards.nth(first).waitFor();
  assert.equal(await cards.count(), 2 * first, 'the next page follows the first');
  assert.deepEqual(await findExcess(page), []);
}
