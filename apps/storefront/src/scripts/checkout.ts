/**
 * Sends the order so that a lost connection loses nothing: what was typed stays, and the same order
 * goes out again under the same key once the network is back. Without script the browser sends the
 * form, and the key keeps a repeat from ordering twice.
 */
const firstPauseMs = 1_000;
const pauseMsMax = 10_000;

let isSending = false;

document.addEventListener('submit', (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!(form instanceof HTMLFormElement) || form.id !== 'checkout') return;
  if (!(button instanceof HTMLButtonElement) || button.value !== 'order') return;
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  void send(form, button).finally(() => {
    isSending = false;
  });
});

async function send(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button))
    if (typeof value === 'string') body.append(name, value);
  button.ariaBusy = 'true';
  const response = await sendUntilAnswered(form, body);
  const location = response.headers.get('location');
  if (location !== null) {
    window.location.assign(location);
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector<HTMLElement>('[data-swap=checkout]');
  // An error page of its own: shown as the browser would have.
  if (fresh === null) document.documentElement.replaceWith(page.documentElement);
  else show(fresh);
}

/** Asks again for as long as there is no answer at all: the key makes repeats one order. */
async function sendUntilAnswered(form: HTMLFormElement, body: URLSearchParams): Promise<Response> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, pauseMsMax)) {
    try {
      const headers = { 'cartwright-follow': 'self' };
      const response = await fetch(form.action, { method: 'POST', body, headers });
      tellOffline(false);
      return response;
    } catch {
      // Fetch fails only where no answer came; whether the request arrived is not known.
      tellOffline(true);
      await online(pauseMs);
    }
  }
}

/** Waits for a while, and no longer than until the network is back. */
const online = (pauseMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, pauseMs);
    window.addEventListener('online', () => resolve(), { once: true });
  });

function tellOffline(isOffline: boolean): void {
  const notice = document.querySelector<HTMLElement>('[data-offline]');
  if (notice === null || notice.hidden === !isOffline) return;
  notice.hidden = !isOffline;
  if (isOffline) notice.scrollIntoView({ block: 'nearest' });
}

function show(fresh: HTMLElement): void {
  document.querySelector('[data-swap=checkout]')?.replaceWith(fresh);
  const first = fresh.querySelector<HTMLElement>('[data-error-summary], [role=alert]');
  if (first === null) return;
  first.tabIndex = -1;
  first.focus();
  first.scrollIntoView({ block: 'center' });
}
