import { existsSync } from 'node:fs';
import { createCleanup, startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and others put it; playwright-core brings none. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const chromiumPath = places.find((place) => existsSync(place));
export const chromiumPlaces = places.join(', ');

/** A shop as a user starts it, with its sample range, and a browser to look at it. */
export interface Stage {
  shop: TestShop;
  browser: Browser;
  close: () => Promise<void>;
}

/** Drawing the pictures of the sample range takes a loaded machine minutes. */
const filledWithinMs = 400_000;

/**
 * Starts the production shop with its sample range. Payments of the token `slow` stay under way, so
 * that the page that waits can be looked at.
 */
export async function openStage(say: (line: string) => void = () => undefined): Promise<Stage> {
  if (chromiumPath === undefined) throw new Error(`no chromium was found in ${chromiumPlaces}`);
  const cleanup = createCleanup();
  try {
    say('starting the shop with its sample range');
    const shop = await startTestShop({
      env: { NODE_ENV: '', SAMPLE_SHOP: 'true', TEST_PROVIDER_SLOW_MS: '3600000' },
    });
    cleanup.add(shop.stop);
    await waitFor('the sample shop', () => shop.logs().includes('The sample shop is complete'), {
      timeoutMs: filledWithinMs,
    });
    const browser = await chromium.launch({ executablePath: chromiumPath });
    cleanup.add(() => browser.close());
    return { shop, browser, close: cleanup.run };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}
