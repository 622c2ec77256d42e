/**
 * Puts a product into the cart without leaving its page, and shows the cart beside it. Whatever
 * goes wrong, the form is sent as it would be without script.
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
    form.ariaBusy = 'true';
    add(form, drawer)
      .catch(() => form.submit())
      .finally(() => {
        form.ariaBusy = null;
      });
  },
  { capture: true },
);

// A click beside the drawer closes it, as Escape does.
drawer?.addEventListener('click', (event) => {
  if (event.target === drawer) drawer.close();
});

async function add(form: HTMLFormElement, into: HTMLDialogElement): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') body.append(name, value);
  const headers = { 'cartwright-follow': 'self' };
  // `form.action` is the field of that name here.
  const address = form.getAttribute('action') ?? '';
  const sent = await fetch(address, { method: 'POST', body, headers });
  if (sent.status !== 204) throw new Error(`the cart answered ${sent.status}`);
  const shown = await fetch(into.dataset.cartDrawer ?? '');
  // It is in the cart by now: the cart's page says so where this part cannot.
  if (!shown.ok) return void location.assign('/cart');
  const page = new DOMParser().parseFromString(await shown.text(), 'text/html');
  const part = page.querySelector<HTMLElement>('[data-count]');
  if (part === null) return void location.assign('/cart');
  into.replaceChildren(part);
  into.showModal();
  showCount(part);
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
