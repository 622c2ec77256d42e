/**
 * Sends the order so that neither a lost connection nor a shop that is too busy loses anything:
 * what was typed stays, and the same order goes out again under the same key. Without script the
 * browser sends the form, and the key keeps a repeat from ordering twice.
 */
const firstPauseMs = 1_000;
const pauseMsMax = 10_000;
/** The server answers within half a minute; what takes longer has lost its way. */
const answerMsMax = 45_000;
/** Five minutes without a network at the least; then the shopper decides. */
const triesMax = 34;
/** What the shop, or a balancer before it, says where it does not tell what became of the order. */
const busyStatuses = [408, 429, 502, 503, 504];
/** As long as the shop's rate limits ask for at the most. */
const busyMsMax = 60_000;

let isSending = false;

/**
 * What was typed is kept with each field, for those who look at the cart or sign in and come back.
 * Fields on which the total depends are sent by `enhance.ts`.
 */
let keeping = new AbortController();
document.addEventListener('change', ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  const { form } = target;
  if (form?.id !== 'checkout') return;
  keeping.abort();
  if (target.dataset.update !== undefined || isSending) return;
  keeping = new AbortController();
  // What could not be kept is only typed again.
  void post(form, { body: bodyOf(form), signal: keeping.signal, keepalive: true }).catch(
    () => null,
  );
});

document.addEventListener('submit', (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!(form instanceof HTMLFormElement) || form.id !== 'checkout') return;
  // An answer that came after that of the order would keep what the order has done away with.
  keeping.abort();
  if (!(button instanceof HTMLButtonElement) || button.value !== 'order') return;
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  void send(form, button).finally(() => {
    isSending = false;
  });
});

async function send(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const body = bodyOf(form, button);
  button.ariaBusy = 'true';
  tell('[data-unheard]', false);
  const answer = await sendUntilAnswered(form, body).finally(() => {
    button.ariaBusy = null;
    tell('[data-offline]', false);
    tell('[data-busy]', false);
  });
  if (answer === undefined) return tell('[data-unheard]', true);
  if (answer.location !== null) {
    window.location.assign(answer.location);
    return;
  }
  // An error page of its own: shown as the browser would have.
  if (answer.fresh === null) document.documentElement.replaceWith(answer.page.documentElement);
  else show(answer.fresh);
}

function bodyOf(form: HTMLFormElement, button?: HTMLButtonElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form, button))
    if (typeof value === 'string') body.append(name, value);
  return body;
}

/** Redirects are told, not followed. */
const post = (form: HTMLFormElement, init: RequestInit): Promise<Response> =>
  fetch(form.action, { method: 'POST', headers: { 'cartwright-follow': 'self' }, ...init });

interface Answer {
  location: string | null;
  page: Document;
  /** The checkout as it stands after the order was refused. */
  fresh: HTMLElement | null;
}

/** What became of the order was not told; it may come again under its key after this time. */
interface Busy {
  retryMs: number;
}

/** Asks again while there is no answer: the key makes repeats one order. Undefined: none came. */
async function sendUntilAnswered(
  form: HTMLFormElement,
  body: URLSearchParams,
): Promise<Answer | undefined> {
  let pauseMs = firstPauseMs;
  for (let tries = 0; tries < triesMax; tries += 1) {
    // No answer came, or only its beginning; whether the request arrived is not known.
    const answer = await ask(form, body).catch(() => 'no-answer' as const);
    if (answer !== 'no-answer' && !('retryMs' in answer)) return answer;
    tell('[data-offline]', answer === 'no-answer');
    tell('[data-busy]', answer !== 'no-answer');
    await online(answer === 'no-answer' ? pauseMs : Math.max(pauseMs, answer.retryMs));
    pauseMs = Math.min(pauseMs * 2, pauseMsMax);
  }
  return undefined;
}

async function ask(form: HTMLFormElement, body: URLSearchParams): Promise<Answer | Busy> {
  const response = await post(form, { body, signal: AbortSignal.timeout(answerMsMax) });
  const location = response.headers.get('location');
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector<HTMLElement>('[data-swap=checkout]');
  const isAnswered = location !== null || fresh !== null;
  if (isAnswered || !busyStatuses.includes(response.status)) return { location, page, fresh };
  const retryMs = Number(response.headers.get('retry-after')) * 1_000 || 0;
  return { retryMs: Math.min(retryMs, busyMsMax) };
}

/** Waits for a while, and no longer than until the network is back. */
const online = (pauseMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, pauseMs);
    window.addEventListener('online', () => resolve(), { once: true });
  });

function tell(name: '[data-busy]' | '[data-offline]' | '[data-unheard]', isSo: boolean): void {
  const notice = document.querySelector<HTMLElement>(name);
  if (notice === null || notice.hidden === !isSo) return;
  notice.hidden = !isSo;
  if (isSo) notice.scrollIntoView({ block: 'nearest' });
}

function show(fresh: HTMLElement): void {
  document.querySelector('[data-swap=checkout]')?.replaceWith(fresh);
  const first = fresh.querySelector<HTMLElement>('[data-error-summary], [role=alert]');
  if (first === null) return;
  first.tabIndex = -1;
  first.focus();
  first.scrollIntoView({ block: 'center' });
}
