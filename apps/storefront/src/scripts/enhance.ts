/**
 * Makes pages that work without script quicker: links and forms inside a region marked
 * `data-swap="NAME"` fetch the same address and exchange the region, instead of the whole page.
 * Whatever goes wrong, the browser does what it would have done without script.
 */

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-swap-link]') : null;
  if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event)) return;
  const region = regionOf(link);
  if (region === undefined) return;
  event.preventDefault();
  const isAppended = link.dataset.swapLink === 'append';
  void swap(region, new Request(link.href), { address: link.href, isAppended });
});

/** A jump within the page is no step that the back button goes. */
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[data-jump]') : null;
  if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event)) return;
  event.preventDefault();
  location.replace(link.href);
});

/** Not one that opens another tab or window. */
const isPlainClick = (event: MouseEvent): boolean =>
  !event.metaKey && !event.ctrlKey && !event.shiftKey && event.button === 0;

/**
 * The button that the pointer went down on last. Some browsers leave a field before they mark the
 * button as active, and after a tap the pointer is up by then; so neither can be asked.
 */
let pressed: HTMLButtonElement | null = null;
document.addEventListener('pointerdown', ({ target }) => {
  pressed = target instanceof Element ? target.closest('button') : null;
});
document.addEventListener('keydown', () => {
  pressed = null;
});

document.addEventListener('change', (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
  const { form } = field;
  if (form === null) return;
  if (field.dataset.submit !== undefined) {
    // A field that is left for a button of its form is sent along by that button.
    if (pressed?.form !== form) form.requestSubmit();
  } else if (field.dataset.update !== undefined && field.dataset.update !== 'false') update(form);
  else if (form.dataset.filter !== undefined) filter(form);
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset.filter !== undefined) {
    event.preventDefault();
    filter(form);
    return;
  }
  // A second click while the first is under way would only make the shopper wait longer.
  if (form.dataset.once === undefined) return;
  if (form.dataset.sent !== undefined) event.preventDefault();
  form.dataset.sent = 'yes';
});

// A page that the back button brings from memory may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]'))
    delete form.dataset.sent;
});

/** A page that waits for something looks again; without script the browser does so by itself. */
const { refresh } = document.body.dataset;
if (refresh !== undefined) setTimeout(() => location.reload(), Number(refresh) * 1000);

/** A menu that is open closes by Escape, as every menu does. */
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]'))
    closeMenu(menu);
  // Those that open under the pointer stay closed until it has left them.
  for (const menus of document.querySelectorAll('[data-hover-menus]')) {
    menus.setAttribute('data-dismissed', '');
    const allow = () => menus.removeAttribute('data-dismissed');
    menus.addEventListener('pointerleave', allow, { once: true });
    menus.addEventListener('focusin', allow, { once: true });
  }
});

/** A button that would send what has been sent already only closes its menu. */
document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-close-menu]') : null;
  const menu = button?.closest('details');
  if (!(menu instanceof HTMLDetailsElement)) return;
  event.preventDefault();
  closeMenu(menu);
});

function closeMenu(menu: HTMLDetailsElement): void {
  menu.open = false;
  menu.querySelector('summary')?.focus();
}

/** Suggestions are fetched by those who search. */
document.addEventListener('focusin', ({ target }) => {
  const form = target instanceof Element ? target.closest('form[data-suggest]') : null;
  if (form instanceof HTMLFormElement)
    void import('./suggest.ts').then(({ suggestFor }) => suggestFor(form));
});

/** Where a shopper is about to go is fetched while the finger or the pointer settles. */
const fetched = new Set<string>();
document.addEventListener('pointerover', ({ target }) => {
  const link = target instanceof Element ? target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
  const isShared = /^(\/[a-z]{2})?\/(products|collections)\//.test(link.pathname);
  // Links with a hash lead to places within the page.
  if (!isShared || link.hash !== '' || link.dataset.swapLink !== undefined) return;
  if (fetched.has(link.href)) return;
  fetched.add(link.href);
  const hint = document.createElement('link');
  hint.rel = 'prefetch';
  hint.href = link.href;
  document.head.append(hint);
});

/** Back and forth between choices of a list, each of which has an address of its own. */
let shownAddress = location.pathname + location.search;
window.addEventListener('popstate', () => {
  const address = location.pathname + location.search;
  const region = document.querySelector<HTMLElement>('[data-swap][data-history]');
  // A jump within the page is heard here as well.
  if (region === null || address === shownAddress) return;
  shownAddress = address;
  void swap(region, new Request(location.href), { isThereAlready: true });
});

const regionOf = (element: Element): HTMLElement | undefined =>
  element.closest<HTMLElement>('[data-swap]') ?? undefined;

/** A list by what the form says; empty fields would only lengthen the address. */
function filter(form: HTMLFormElement): void {
  const search = new URLSearchParams();
  const sent = new FormData(form);
  for (const [name, value] of sent)
    if (typeof value === 'string' && value !== '') search.append(name, value);
  const address = `${form.action.split('?', 1)[0]}?${search}`;
  const region = regionOf(form);
  if (region === undefined) location.assign(address);
  else void swap(region, new Request(address), { address, typed: { form, sent } });
}

/** What takes longer is given up, and the next change asks again. */
const updateMsMax = 15_000;
let updating: Promise<void> = Promise.resolve();

/** One after the other: what an answer tells, such as a new price, the next one tells no more. */
function update({ id }: HTMLFormElement): void {
  updating = updating.then(() => sendUpdate(id));
}

/** Sends what is typed so far and shows what follows from it, such as delivery and total. */
async function sendUpdate(id: string): Promise<void> {
  const form = document.getElementById(id);
  const region = form === null ? undefined : regionOf(form);
  if (!(form instanceof HTMLFormElement) || region === undefined) return;
  const body = new URLSearchParams();
  const sent = new FormData(form);
  for (const [name, value] of sent) if (typeof value === 'string') body.append(name, value);
  body.set('step', 'update');
  const signal = AbortSignal.timeout(updateMsMax);
  const request = new Request(form.action, { method: 'POST', body, signal });
  await swap(region, request, { typed: { form, sent } });
}

let latest = 0;

interface Exchange {
  /** Where the page is afterwards; absent where it stays. */
  address?: string;
  /** The address is shown already, as after the back button. */
  isThereAlready?: boolean;
  isAppended?: boolean;
  /** The form that asked, and what it held then. */
  typed?: { form: HTMLFormElement; sent: FormData };
}

async function swap(
  region: HTMLElement,
  request: Request,
  { address, isThereAlready = false, isAppended = false, typed }: Exchange,
): Promise<void> {
  latest += 1;
  const mine = latest;
  region.setAttribute('aria-busy', 'true');
  const fresh = await load(request, region.dataset.swap ?? '').catch(() => 'no-answer' as const);
  if (mine !== latest) return;
  region.removeAttribute('aria-busy');
  // What was typed into a form stays; the next change asks again.
  if (fresh === 'no-answer' && address === undefined && !isThereAlready) return;
  if (fresh === undefined || fresh === 'no-answer') {
    if (isThereAlready) location.reload();
    else location.assign(address ?? location.href);
    return;
  }
  const focus = focusIn(region);
  if (typed !== undefined) keepTyped(typed, fresh.region);
  if (isAppended) prepend(region, fresh.region);
  keepOpen(region, fresh.region);
  region.replaceWith(fresh.region);
  document.title = fresh.title;
  if (address !== undefined && !isAppended) remember(fresh.region, address);
  announce(fresh.region);
  focus?.(fresh.region);
}

/**
 * What was typed while the answer was under way stays, and so does what no answer holds
 * (`data-unanswered`), such as the choice of a payment.
 */
function keepTyped(
  { form, sent }: { form: HTMLFormElement; sent: FormData },
  next: HTMLElement,
): void {
  for (const field of form.elements) {
    const isChoice = field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type);
    if (!isChoice && !(field instanceof HTMLInputElement || field instanceof HTMLSelectElement))
      continue;
    const { name, value, dataset } = field;
    const wasChosen = sent.getAll(name).includes(value);
    const isNew = isChoice ? field.checked !== wasChosen : !wasChosen;
    if (!isNew && dataset.unanswered === undefined) continue;
    for (const twin of next.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      const isSame = twin instanceof HTMLInputElement && twin.value === value;
      if (isChoice && isSame) twin.checked = field.checked;
      else if (!isChoice && (twin instanceof HTMLInputElement || twin instanceof HTMLSelectElement))
        twin.value = value;
    }
  }
}

/** Choices of a list are steps that the back button goes; those of a product are not. */
function remember(region: HTMLElement, address: string): void {
  if (region.dataset.history === undefined) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  shownAddress = location.pathname + location.search;
}

/** What has changed, for those who do not see it: a region that was there before is spoken. */
const announcer = document.createElement('p');
announcer.className = 'sr-only';
announcer.setAttribute('role', 'status');
document.body.append(announcer);

function announce(region: HTMLElement): void {
  announcer.textContent = region.querySelector('[data-announce]')?.textContent ?? '';
}

async function load(
  request: Request,
  name: string,
): Promise<{ region: HTMLElement; title: string } | 'no-answer' | undefined> {
  const response = await fetch(request);
  // Such as of a shop that is too busy.
  if (!response.ok) return 'no-answer';
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const region = page.querySelector<HTMLElement>(`[data-swap="${CSS.escape(name)}"]`);
  return region === null ? undefined : { region, title: page.title };
}

/** The next part of a list follows what is shown already. */
function prepend(shown: HTMLElement, next: HTMLElement): void {
  const items = shown.querySelector('[data-grid]')?.children ?? [];
  next.querySelector('[data-grid]')?.prepend(...items);
  next.querySelector('[data-list-start]')?.remove();
}

/** Filters that stand open on a phone stay so. */
function keepOpen(shown: HTMLElement, next: HTMLElement): void {
  const folded = next.querySelector<HTMLDetailsElement>('[data-filters]');
  const was = shown.querySelector<HTMLDetailsElement>('[data-filters]');
  if (folded !== null && was !== null) folded.open = was.open;
}

/** Gives the focus to the same element once its region was exchanged, and the caret its place. */
function focusIn(region: HTMLElement): ((next: HTMLElement) => void) | undefined {
  const { activeElement } = document;
  if (activeElement === null || !region.contains(activeElement)) return undefined;
  const key = activeElement.getAttribute('data-key');
  const selector =
    activeElement.id === ''
      ? `[data-key="${CSS.escape(key ?? '')}"]`
      : `#${CSS.escape(activeElement.id)}`;
  const caret = activeElement instanceof HTMLInputElement ? activeElement.selectionEnd : null;
  return (next) => {
    const twin = next.querySelector<HTMLElement>(selector);
    twin?.focus();
    if (caret !== null && twin instanceof HTMLInputElement) twin.setSelectionRange(caret, caret);
  };
}
