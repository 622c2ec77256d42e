/** Remembers the products that were looked at, in this browser alone, and shows the last ones. */
const storageKey = 'recently-seen';
const rememberedMax = 9;
const shownMax = 4;

for (const section of document.querySelectorAll<HTMLElement>('[data-recently-seen]'))
  void fill(section);

async function fill(section: HTMLElement): Promise<void> {
  const here = section.dataset.slug;
  const seen = remembered();
  if (here !== undefined) remember([here, ...seen.filter((slug) => slug !== here)]);
  const shown = seen.filter((slug) => slug !== here).slice(0, shownMax);
  if (shown.length === 0) return;
  const query = new URLSearchParams(shown.map((slug) => ['slug', slug]));
  const response = await fetch(`${section.dataset.recentlySeen}?${query}`);
  const list = section.querySelector('ul');
  if (!response.ok || list === null) return;
  // Our own page, rendered and escaped by the server.
  list.innerHTML = await response.text();
  section.hidden = list.children.length === 0;
}

function remembered(): string[] {
  try {
    const slugs: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(slugs) ? slugs.filter((slug) => typeof slug === 'string') : [];
  } catch {
    // Storage is switched off or holds something else: nothing was seen.
    return [];
  }
}

function remember(slugs: readonly string[]): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(slugs.slice(0, rememberedMax)));
  } catch {
    // Storage is switched off or full: the next visit knows nothing, which harms nobody.
  }
}

export {};
