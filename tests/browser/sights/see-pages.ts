import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desktop, withoutBrowser } from '../browser.ts';
import { listenTo } from '../complaints.ts';
import { sightBrowserPath } from '../find-browser.ts';
import { type PageToSee, pagesToSee, pathOf } from './pages.ts';
import { openStage, type Stage } from './stage.ts';
import { prepareSights, type Sights } from './visitors.ts';

export type Scheme = 'light' | 'dark';
export const schemes: readonly Scheme[] = ['light', 'dark'];

/**
 * Tests for every page of the list: opens it in the browser of its visitor, has each of `looks`
 * judge it, and holds it against its status and what the browser complains of.
 */
export function seePages(
  name: string,
  looks: Readonly<Record<string, (page: Page) => Promise<void>>>,
): void {
  if (sightBrowserPath === undefined) {
    withoutBrowser(name);
    return;
  }
  suite(name, () => {
    let stage: Stage;
    let sights: Sights;
    before(async () => {
      stage = await openStage({ range: 'small' });
      sights = await prepareSights(stage);
    });
    after(() => stage?.close());
    for (const sight of pagesToSee)
      test(sight.name, async (t) => {
        await openSight({ stage, sights, sight }, async (page) => {
          for (const [what, look] of Object.entries(looks)) await t.test(what, () => look(page));
        });
      });
  });
}

/** Opens one page in a browser profile like its visitor's, and closes it again. */
export async function openSight(
  { stage, sights, sight }: { stage: Stage; sights: Sights; sight: PageToSee },
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await stage.browser.newContext({
    storageState: sights.profiles[sight.visitor],
    viewport: { width: 1280, height: 900 },
    // Movement would make two looks at one page differ.
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    const complaints = listenTo(page);
    if ((sight.status ?? 200) >= 500) complaints.expect(/^answer: 5\d\d /);
    const path = await pathOf(sight, sights);
    const answer = await page.goto(new URL(path, stage.shop.url).href);
    assert.equal(answer?.status(), sight.status ?? 200, `${sight.name} answers at ${page.url()}`);
    await sight.act?.({ shop: stage.shop, page, device: desktop }, sights);
    await look(page);
    assert.deepEqual(complaints.list(), [], 'the browser complained');
  } finally {
    await context.close();
  }
}
