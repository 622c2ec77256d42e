import { createCleanup, startTestShop, type TestShop } from '@cartwright/testing';
import { type Browser, chromium } from 'playwright-core';
import { browserPlaces, sightBrowserPath } from '../find-browser.ts';
import { copySampleData } from './sample-data.ts';
import { makeSmallRange } from './small-range.ts';

/** A shop as a user starts it, with something to sell, and a browser to look at it. */
export interface Stage {
  shop: TestShop;
  browser: Browser;
  close: () => Promise<void>;
}

interface StageOptions {
  /** The sample range, as a user's first start makes it, or a few products for a test. */
  range: 'sample' | 'small';
  say?: (line: string) => void;
}

/**
 * Starts the production shop. Payments of the token `slow` stay under way, so that the page that
 * waits can be looked at.
 */
export async function openStage({ range, say = () => undefined }: StageOptions): Promise<Stage> {
  if (sightBrowserPath === undefined) throw new Error(`no chromium was found in ${browserPlaces}`);
  const cleanup = createCleanup();
  try {
    const copied = range === 'sample' ? { DATA_DIR: await copySampleData(say) } : {};
    say('starting the shop');
    const shop = await startTestShop({
      env: { NODE_ENV: '', TEST_PROVIDER_SLOW_MS: '3600000', ...copied },
    });
    cleanup.add(shop.stop);
    if (range === 'small') await makeSmallRange(shop);
    const browser = await chromium.launch({ executablePath: sightBrowserPath });
    cleanup.add(() => browser.close());
    return { shop, browser, close: cleanup.run };
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}
