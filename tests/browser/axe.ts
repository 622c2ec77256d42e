import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA, and what axe recommends beyond it. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Each screen and each scheme once with every rule; in the other two only colours can differ. */
const views = [
  { screen: 'desktop', width: 1280, height: 900, colorScheme: 'light', rules: 'all' },
  { screen: 'desktop', width: 1280, height: 900, colorScheme: 'dark', rules: 'colours' },
  { screen: 'phone', width: 390, height: 844, colorScheme: 'dark', rules: 'all' },
  { screen: 'phone', width: 390, height: 844, colorScheme: 'light', rules: 'colours' },
] as const;

/** Colours change over, however shortly: axe must see those at the end. */
const settle = `Promise.race([
  Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  new Promise((resolve) => setTimeout(resolve, 1000)),
]).then(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))`;

/** What axe finds in light and dark, on desktop and phone: a line for each element. */
export async function findViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const { screen, width, height, colorScheme, rules } of views) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(settle);
    // Frames in which no script may run, such as that of a mail, cannot be looked into.
    const axe = new AxeBuilder({ page }).exclude('iframe[sandbox]');
    const chosen = rules === 'all' ? axe.withTags(tags) : axe.withRules(['color-contrast']);
    const { violations } = await chosen.analyze();
    for (const { id, nodes } of violations)
      for (const { target, failureSummary = '' } of nodes) {
        const why = failureSummary.split('\n').slice(1).join(' ').trim();
        found.push(`${screen}, ${colorScheme}: ${id} at ${target.join(' ')}: ${why}`);
      }
  }
  return found;
}
