/**
 * Suggests products and collections while a shopper types. Fetched when a search field is first
 * entered; the form works without it. The list is a combobox as the ARIA practices describe it.
 */
interface Suggestion {
  kind: 'product' | 'collection';
  title: string;
  slug: string;
  image: { sizes: { webp: string }[] } | null;
}

const lettersMin = 2;
/** Between two keys of a quick typist; a question for each letter would be wasted. */
const pauseMs = 120;
const paths = { product: '/products/', collection: '/collections/' } as const;

export function suggestFor(form: HTMLFormElement): void {
  const field = form.querySelector('input');
  if (field === null || form.dataset.suggest === 'on') return;
  form.dataset.suggest = 'on';
  const list = listFor(form, field);
  const status = statusFor(form);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;
  const close = () => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
    status.textContent = '';
  };
  /** What was asked for is not wanted any more. */
  const drop = () => {
    clearTimeout(timer);
    asked?.abort();
  };
  const stop = () => {
    drop();
    close();
  };
  const ask = async () => {
    asked?.abort();
    const q = field.value.trim();
    if (q.length < lettersMin) return close();
    asked = new AbortController();
    const { signal } = asked;
    const found = await load(q, signal).catch(() => undefined);
    if (found === undefined || signal.aborted || document.activeElement !== field) return;
    list.replaceChildren(...entriesOf(form, q, found));
    list.hidden = false;
    field.setAttribute('aria-expanded', 'true');
    field.removeAttribute('aria-activedescendant');
    status.textContent = form.dataset.found ?? '';
  };
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), pauseMs);
  });
  field.addEventListener('keydown', (event) => onKey(event, { field, list, drop, stop }));
  form.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && form.contains(relatedTarget))) stop();
  });
  // A press on an entry must not take the focus from the field before it counts.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  if (field.value !== '' && document.activeElement === field) void ask();
}

function listFor(form: HTMLFormElement, field: HTMLInputElement): HTMLElement {
  const list = document.createElement('div');
  list.id = `${field.id}-suggestions`;
  list.className = 'suggestions';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.dataset.products ?? '');
  list.hidden = true;
  form.append(list);
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-expanded', 'false'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', list.id],
  ] as const)
    field.setAttribute(name, value);
  return list;
}

/** Tells those who do not see the list that there is one. */
function statusFor(form: HTMLFormElement): HTMLElement {
  const status = document.createElement('p');
  status.className = 'sr-only';
  status.setAttribute('role', 'status');
  form.append(status);
  return status;
}

async function load(q: string, signal: AbortSignal): Promise<Suggestion[]> {
  const query = new URLSearchParams({ q });
  const response = await fetch(`/api/v1/search/suggestions?${query}`, { signal });
  if (!response.ok) return [];
  // The shape that the API's document promises.
  const { items } = (await response.json()) as { items: Suggestion[] };
  return items;
}

function entriesOf(form: HTMLFormElement, q: string, found: readonly Suggestion[]): HTMLElement[] {
  const home = new URL(form.action).pathname.replace(/\/search$/, '');
  const entries = found.map(({ kind, title, slug, image }) => {
    const entry = entryOf(home + paths[kind] + encodeURIComponent(slug), title);
    const note = document.createElement('small');
    note.textContent = kind === 'collection' ? (form.dataset.collections ?? '') : '';
    entry.append(note);
    const src = image?.sizes[0]?.webp;
    const picture = document.createElement(src === undefined ? 'span' : 'img');
    if (picture instanceof HTMLImageElement)
      Object.assign(picture, { src, alt: '', width: 48, height: 48 });
    entry.prepend(picture);
    return entry;
  });
  const all = entryOf(`${form.action}?${new URLSearchParams({ q })}`, '');
  all.textContent = (form.dataset.all ?? '').replace('%s', () => q);
  all.classList.add('suggestions-all');
  return [...entries, all].map((entry, index) => {
    entry.id = `${form.querySelector('input')?.id}-suggestion-${index}`;
    return entry;
  });
}

function entryOf(href: string, title: string): HTMLAnchorElement {
  const entry = document.createElement('a');
  entry.href = href;
  entry.tabIndex = -1;
  entry.setAttribute('role', 'option');
  entry.setAttribute('aria-selected', 'false');
  const text = document.createElement('span');
  text.textContent = title;
  entry.append(text);
  return entry;
}

function onKey(
  event: KeyboardEvent,
  o: { field: HTMLInputElement; list: HTMLElement; drop: () => void; stop: () => void },
): void {
  if (o.list.hidden) {
    if (event.key === 'Escape') o.stop();
    return;
  }
  const entries = [...o.list.querySelectorAll<HTMLElement>('[role=option]')];
  const at = entries.findIndex((entry) => entry.getAttribute('aria-selected') === 'true');
  if (event.key === 'Escape') {
    event.preventDefault();
    o.stop();
  } else if (event.key === 'Enter' && at >= 0) {
    event.preventDefault();
    entries[at]?.click();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    // A late answer must not replace the entries that somebody chooses from.
    o.drop();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    // One place more than entries: between last and first it is the field itself again.
    const places = entries.length + 1;
    const next = (at + step + places) % places;
    entries.forEach((entry, index) => {
      entry.setAttribute('aria-selected', String(index === next));
    });
    const chosen = entries[next];
    chosen?.scrollIntoView({ block: 'nearest' });
    if (chosen === undefined) o.field.removeAttribute('aria-activedescendant');
    else o.field.setAttribute('aria-activedescendant', chosen.id);
  }
}
