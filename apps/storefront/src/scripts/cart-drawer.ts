/**
 * Puts a product into the cart without leaving its page, and shows the cart beside it. Where no
 * answer comes, the form is sent as it would be without script: under the same key, so that it adds
 * nothing twice.
 */
const drawer = document.querySelector<HTMLDialogElement>('dialog[data-cart-drawer]');

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    if (drawer === null || !(form instanceof HTMLFormElement)) return;
    if (form.querySelector('input[name=action][value=add]') === null) return;
    event.preventDefault();
    // Sent by hand: what guards forms against a second click would keep it shut.
    event.stopPropagation();
    if (form.ariaBusy === 'true') return;
    void send([form, event.submitter ?? form], drawer);
  },
  { capture: true },
);

// A click beside the drawer closes it, as Escape does.
drawer?.addEventListener('click', (event) => {
  if (event.target === drawer) drawer.close();
});

/** On phones the button stands apart from its form, so both tell that they are at work. */
async function send(
  [form, button]: [HTMLFormElement, HTMLElement],
  into: HTMLDialogElement,
): Promise<void> {
  form.ariaBusy = 'true';
  button.ariaBusy = 'true';
  setKey(form);
  const isAdded = await add(form).catch(() => false);
  // The form stays shut while the browser goes on: another click would add once more.
  if (!isAdded) return form.submit();
  // It is in the cart by now: the cart's page says so where the drawer cannot.
  if (!(await show(into).catch(() => false))) return location.assign(into.dataset.cart ?? '');
  form.ariaBusy = null;
  button.ariaBusy = null;
}

// A page that the back button brings out of memory can be used again.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) for (const busy of document.querySelectorAll('form, button')) busy.ariaBusy = null;
});

/** Names this one wish. Not by `randomUUID`, which browsers keep from shops without TLS. */
function setKey(form: HTMLFormElement): void {
  let field = form.querySelector<HTMLInputElement>('input[name=key]');
  if (field === null) {
    field = document.createElement('input');
    field.type = 'hidden';
    field.name = 'key';
    form.append(field);
  }
  field.value = crypto.getRandomValues(new Uint32Array(4)).join('-');
}

async function add(form: HTMLFormElement): Promise<boolean> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') body.append(name, value);
  const headers = { 'cartwright-follow': 'self' };
  // `form.action` is the field of that name here.
  const address = form.getAttribute('action') ?? '';
  const sent = await fetch(address, { method: 'POST', body, headers });
  return sent.status === 204;
}

async function show(into: HTMLDialogElement): Promise<boolean> {
  const answer = await fetch(into.dataset.cartDrawer ?? '');
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const part = page.querySelector<HTMLElement>('[data-count]');
  if (!answer.ok || part === null) return false;
  into.replaceChildren(part);
  into.showModal();
  showCount(part);
  return true;
}

/** The number beside the cart, as the next page would show it. */
function showCount({ dataset }: HTMLElement): void {
  const link = document.querySelector<HTMLElement>('[data-cart-link]');
  if (link === null || dataset.count === undefined) return;
  link.ariaLabel = dataset.label ?? '';
  const badge = link.querySelector<HTMLElement>('[data-cart-count]');
  if (badge === null) return;
  badge.hidden = dataset.count === '0';
  badge.textContent = Number(dataset.count) > 99 ? '99+' : dataset.count;
}

export {};
