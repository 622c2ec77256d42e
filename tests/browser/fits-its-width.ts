import type { Page } from 'playwright-core';

/**
 * From the smallest phone that WCAG 1.4.10 names to a large desktop. A page at 200 % has half its
 * window's width in pixels of CSS, so 320 to 720 are also the windows of 640 to 1440 px at 200 %.
 */
const widths = [320, 360, 390, 430, 512, 640, 720, 768, 900, 1024, 1152, 1280, 1440];
const desktopWidth = 1280;

/** Names every width at which something of the page sticks out of the window. */
export async function findExcess(page: Page): Promise<string[]> {
  const found: string[] = [];
  const look = async (width: number, name: string): Promise<void> => {
    await page.setViewportSize({ width, height: 800 });
    const excess: string = await page.evaluate(measureExcess);
    if (excess !== '') found.push(`${name}: ${excess}`);
  };
  for (const width of widths) await look(width, `${width} px`);
  // Buttons that only those without script need take room as well.
  await page.evaluate("document.documentElement.classList.remove('scripted')");
  await look(320, '320 px without script');
  await page.evaluate("document.documentElement.classList.add('scripted')");
  // Browsers can also enlarge text alone (WCAG 1.4.4).
  await page.evaluate("document.documentElement.style.fontSize = '200%'");
  await look(desktopWidth, 'text of twice the size');
  await page.evaluate("document.documentElement.style.fontSize = ''");
  return found;
}

/**
 * Runs in the page. A page that hides what sticks out does not scroll, and still loses it; what
 * stands in a part that scrolls by itself, or hides by itself, is meant so.
 */
const measureExcess = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const isMeantSo = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return true;
    return false;
  };
  const isSeen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    getComputedStyle(element).clipPath === 'none' &&
    getComputedStyle(element).position !== 'fixed';
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    const { width, left, right } = element.getBoundingClientRect();
    const sticksOut = right > clientWidth + 1 || (left < -1 && right > 0);
    return width > 1 && sticksOut && isSeen(element) && !isMeantSo(element);
  });
  if (scrollWidth <= clientWidth && wide.length === 0) return '';
  const names = wide.slice(0, 4).map((element) =>
    element.tagName.toLowerCase() + ' "' + String(element.className).slice(0, 60) + '"');
  return (scrollWidth - clientWidth) + ' px to scroll, by ' + names.join(', ');
})()`;
