/** Remembers the products that were looked at, in this browser alone, and shows the last ones. */
const storageKey = 'recently-seen';
const shownMax = 4;
/** The one that is looked at, and those that are shown beside it. */
const rememberedMax = shownMax + 1;

for (const section of document.querySelectorAll<HTMLElement>('[data-recently-seen]'))
  void fill(section);

async function fill(section: HTMLElement): Promise<void> {
  if (section.dataset.forget === 'true') forget();
  const here = section.dataset.slug;
  const seen = remembered();
  if (here !== undefined) remember([here, ...seen.filter((slug) => slug !== here)]);
  const shown = seen.filter((slug) => slug !== here).slice(0, shownMax);
  if (shown.length === 0) return;
  const query = new URLSearchParams(shown.map((slug) => ['slug', slug]));
  // Without an answer the page has one section less.
  const cards = await load(`${section.dataset.recentlySeen}?${query}`).catch(() => undefined);
  const list = section.querySelector('ul');
  if (cards === undefined || list === null) return;
  // Our own page, rendered and escaped by the server.
  list.innerHTML = cards;
  section.hidden = list.children.length === 0;
}

async function load(address: string): Promise<string | undefined> {
  const response = await fetch(address);
  return response.ok ? response.text() : undefined;
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

function forget(): void {
  try {
    localStorage.removeItem(storageKey);
  } catch {
    // Storage is switched off: there is nothing in it.
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
