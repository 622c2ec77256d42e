/**
 * A storefront of one's own in one file: `npx node shop.ts SHOP_URL PORT`. It shows products, fills
 * a cart and orders, by the public API alone, through the typed client of @cartwright/sdk. It has
 * no dependency but Node and that client, and no script in the browser.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type CartwrightClient, createClient, newIdempotencyKey } from '@cartwright/sdk';
import { type Html, html, pageOf, raw } from './html.ts';

const [shopUrl = 'http://127.0.0.1:8080', port = '3000'] = process.argv.slice(2);
const api: CartwrightClient = createClient({ baseUrl: shopUrl });

/** An answer to the browser: a page, or where to go next. */
type Answer = { title: string; body: Html; status?: number } | { location: string };

interface Visit {
  path: readonly string[];
  cookies: ReadonlyMap<string, string>;
  form: URLSearchParams;
  /** Remembered by the browser alone: whoever holds the id of a cart may use it. */
  remember: (name: string, value: string) => void;
  forget: (name: string) => void;
}

const showMoney = ({ amount, currency }: { amount: number; currency: string }): string => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};

async function showProducts(): Promise<Answer> {
  const { data } = await api.GET('/api/v1/products', { params: { query: { limit: 24 } } });
  const items = (data?.items ?? []).map(
    ({ slug, title, price }) =>
      html`<li><a href="/products/${slug}">${title}</a> ${price ? showMoney(price) : ''}</li>`,
  );
  return { title: 'Our shop', body: html`<ul>${items}</ul>` };
}

async function showProduct({ path }: Visit): Promise<Answer> {
  const params = { path: { slug: path[1] ?? '' } };
  const { data, response } = await api.GET('/api/v1/products/{slug}', { params });
  if (data === undefined)
    return { title: 'Not found', body: html`<p>Nothing here.</p>`, status: response.status };
  const choices = data.variants.map(
    ({ id, options, price, available }) =>
      html`<option value="${id}" ${available ? '' : raw('disabled')}>
        ${Object.values(options).join(', ')} ${price ? showMoney(price) : ''}
      </option>`,
  );
  const body = html`
    <form method="post" action="/cart">
      <label>Choose <select name="variant">${choices}</select></label>
      <button>Add to cart</button>
    </form>`;
  return { title: data.title, body };
}

async function addToCart({ cookies, form, remember }: Visit): Promise<Answer> {
  const lines = [{ variantId: form.get('variant') ?? '', quantity: 1 }];
  const cartId = cookies.get('cart');
  const { data, error } =
    cartId === undefined
      ? await api.POST('/api/v1/carts', { body: { lines } })
      : await api.POST('/api/v1/carts/{cartId}/lines', {
          params: { path: { cartId } },
          body: { lines },
        });
  if (data === undefined) return refused(error);
  remember('cart', data.id);
  return { location: '/cart' };
}

async function showCart({ cookies }: Visit): Promise<Answer> {
  const cartId = cookies.get('cart') ?? '';
  const { data: cart } = await api.GET('/api/v1/carts/{cartId}', {
    params: { path: { cartId }, query: { country: 'DE' } },
  });
  if (cart === undefined) return { title: 'Your cart', body: html`<p>It is empty.</p>` };
  const { data: options } = await api.GET('/api/v1/carts/{cartId}/shipping-options', {
    params: { path: { cartId }, query: { country: 'DE' } },
  });
  const lines = cart.lines.map(({ title, quantity }) => html`<li>${quantity} × ${title}</li>`);
  const ways = (options?.items ?? []).map(
    ({ id, name, price }) => html`<option value="${id}">${name} ${showMoney(price)}</option>`,
  );
  const fields = ['email', 'firstName', 'lastName', 'line1', 'postalCode', 'city'].map(
    (name) => html`<p><label>${name} <input name="${name}" required></label></p>`,
  );
  // The key is made with the form: sent twice, it orders once.
  const body = html`
    <ul>${lines}</ul>
    <p>${showMoney(cart.totals.total)} plus delivery</p>
    <form method="post" action="/orders">
      <input type="hidden" name="key" value="${newIdempotencyKey()}">
      ${fields}
      <p><label>Delivery to Germany <select name="delivery">${ways}</select></label></p>
      <button>Order and pay</button>
    </form>`;
  return { title: 'Your cart', body };
}

async function placeOrder({ cookies, form, remember, forget }: Visit): Promise<Answer> {
  const text = (name: string): string => form.get(name) ?? '';
  const { data, error } = await api.POST('/api/v1/carts/{cartId}/checkout', {
    params: {
      path: { cartId: cookies.get('cart') ?? '' },
      header: { 'idempotency-key': text('key') },
    },
    body: {
      email: text('email'),
      shippingAddress: {
        firstName: text('firstName'),
        lastName: text('lastName'),
        line1: text('line1'),
        postalCode: text('postalCode'),
        city: text('city'),
        country: 'DE',
      },
      shippingOptionId: text('delivery'),
      payment: { method: 'test', token: 'approve' },
    },
  });
  if (data === undefined) return refused(error);
  // 202: the payment is under way. GET /api/v1/checkouts/{attemptId} tells how it ends.
  if (!('order' in data)) return { title: 'One moment', body: html`<p>It is being paid.</p>` };
  remember('order', data.order.accessToken);
  // The cart is an order now: what is chosen next goes into a new one.
  forget('cart');
  return { location: `/orders/${data.order.id}` };
}

async function showOrder({ path, cookies }: Visit): Promise<Answer> {
  const { data, error } = await api.GET('/api/v1/orders/{id}', {
    params: { path: { id: path[1] ?? '' } },
    headers: { authorization: `Bearer ${cookies.get('order') ?? ''}` },
  });
  if (data === undefined) return refused(error);
  return {
    title: `Order ${data.number}`,
    body: html`<p>Thank you! ${showMoney(data.totals.total)}</p>`,
  };
}

/** Every refusal has a code; say each of them in your own words. */
const refused = (problem: { code?: string; title?: string } | undefined): Answer => ({
  title: 'That did not work',
  body: html`<p>${problem?.title ?? 'Please try again.'} (${problem?.code ?? 'unknown'})</p>`,
  status: 409,
});

const routes: Readonly<Record<string, (visit: Visit) => Promise<Answer>>> = {
  'GET ': showProducts,
  'GET products': showProduct,
  'GET cart': showCart,
  'POST cart': addToCart,
  'POST orders': placeOrder,
  'GET orders': showOrder,
};

const cookieOptions = 'Path=/; HttpOnly; SameSite=Lax';

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://shop').pathname.split('/').filter(Boolean);
  const route = routes[`${request.method} ${path[0] ?? ''}`];
  // SameSite cookies stop most forms of other sites, this stops the rest.
  const { origin, host } = request.headers;
  const isForeign =
    origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
  if (route === undefined || isForeign) {
    response.writeHead(isForeign ? 403 : 404).end();
    return;
  }
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  const set: string[] = [];
  const result = await route({
    path,
    cookies: new Map(pairs.map(([name = '', value = '']) => [name, value])),
    form: new URLSearchParams(await readBody(request)),
    // Ids and tokens are base64url and stand in a cookie as they are.
    remember: (name, value) => set.push(`${name}=${value}; ${cookieOptions}`),
    forget: (name) => set.push(`${name}=; Max-Age=0; ${cookieOptions}`),
  });
  response.setHeader('set-cookie', set);
  if ('location' in result) response.writeHead(303, { location: result.location }).end();
  else
    response
      .writeHead(result.status ?? 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
        'cache-control': 'no-store',
      })
      .end(pageOf(result.title, result.body));
}

/** Forms are short; whatever is longer is none of ours. */
const bodyCharactersMax = 10_000;

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) {
    text += String(part);
    if (text.length > bodyCharactersMax) throw new Error('the body is too long');
  }
  return text;
}

createServer((request, response) => {
  answer(request, response).catch(() => response.writeHead(500).end());
}).listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`The example shop is ready at http://127.0.0.1:${port}\n`);
});
