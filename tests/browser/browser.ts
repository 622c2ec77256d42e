import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { environment } from '@cartwright/config';
import { startTestShop, type TestShop } from '@cartwright/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openForBusiness } from '../journeys/fixtures.ts';
import { type Complaints, listenTo } from './complaints.ts';
import { browserPlaces, storyBrowserPath } from './find-browser.ts';

/** Longest wait for one step: a page on a busy machine, or a payment that takes its time. */
const stepMsMax = 60_000;
/** As long as a busy machine needs to open checkout anew and order while a payment is made. */
const slowPaymentMs = 8_000;

export interface Device {
  name: string;
  width: number;
  height: number;
  hasScript: boolean;
}

/** Desktop and phone, each with and without script. */
export const devices: readonly Device[] = [
  { name: 'desktop', width: 1280, height: 900 },
  { name: 'phone', width: 390, height: 844 },
].flatMap((screen) => [
  { ...screen, hasScript: true },
  { ...screen, name: `${screen.name} without script`, hasScript: false },
]);

export const desktop: Device = { name: 'desktop', width: 1280, height: 900, hasScript: true };

export interface Visit {
  shop: TestShop;
  page: Page;
  device: Device;
}

/** A visit whose browser must not complain, beside what the story brings about on purpose. */
export interface Story extends Visit {
  complaints: Complaints;
}

export type TellStory = (
  title: string,
  device: Device,
  run: (visit: Story) => Promise<void>,
) => void;

/** One shop and one browser for a file of stories; each story gets a browser profile of its own. */
export function browserSuite(name: string, tell: (story: TellStory) => void): void {
  const executablePath = storyBrowserPath;
  if (executablePath === undefined) {
    withoutBrowser(name);
    return;
  }
  suite(name, () => {
    let shop: TestShop;
    let browser: Browser;
    before(async () => {
      shop = await startTestShop({ env: { TEST_PROVIDER_SLOW_MS: String(slowPaymentMs) } });
      await openForBusiness(shop);
      browser = await chromium.launch({ executablePath });
      process.stdout.write(`${name}: ${executablePath} ${browser.version()}\n`);
    });
    after(async () => {
      await browser?.close();
      await shop?.stop();
    });
    tell((title, device, run) =>
      test(title, async () => {
        const context = await browser.newContext({
          viewport: { width: device.width, height: device.height },
          javaScriptEnabled: device.hasScript,
        });
        context.setDefaultTimeout(stepMsMax);
        const page = await context.newPage();
        const complaints = listenTo(page);
        try {
          await run({ shop, page, device, complaints });
        } finally {
          await context.close();
        }
        assert.deepEqual(complaints.list(), [], 'the browser complained');
      }),
    );
  });
}

/** A missing browser is told; where one is promised, it is a failure. */
export function withoutBrowser(name: string): void {
  const problem = `no chromium was found in ${browserPlaces}`;
  const isRequired = (environment().CARTWRIGHT_BROWSER_REQUIRED ?? '') !== '';
  if (!isRequired) process.stdout.write(`Browser tests are skipped (${name}): ${problem}\n`);
  test(name, { skip: isRequired ? false : problem }, () => assert.fail(problem));
}

/** Nothing may stick out: a phone would then scroll sideways. */
export async function assertFits({ page, device }: Visit): Promise<void> {
  if (!device.hasScript) return;
  const excess = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  assert.equal(excess, 0, `${page.url()} is wider than its window`);
}
