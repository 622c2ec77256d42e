import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { schemes } from './sights/see-pages.ts';

const screens = [
  { name: 'desktop', width: 1280, height: 900 },
  { name: 'phone', width: 390, height: 844 },
];
/** WCAG 2.2 AA, and what axe recommends beyond it. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds in light and dark, on desktop and phone: a line for each element. */
export async function findViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { name, ...size } of screens)
    for (const colorScheme of schemes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page })
        .withTags(tags)
        // Frames in which no script may run, such as that of a mail.
        .exclude('iframe[sandbox]')
        .analyze();
      for (const { id, nodes } of violations)
        for (const { target, failureSummary = '' } of nodes) {
          const why = failureSummary.split('\n').slice(1).join(' ').trim();
          found.push(`${name}, ${colorScheme}: ${id} at ${target.join(' ')}: ${why}`);
        }
    }
  return found;
}
