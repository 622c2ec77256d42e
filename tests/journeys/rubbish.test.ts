import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { startTestShop, type TestShop } from '@cartwright/testing';
import { createCart, createProduct, openForBusiness, shopperOf, staffOf } from './fixtures.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; schema: { type?: string } }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
}
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
}

const document: { paths: Record<string, Record<string, Operation>> } = JSON.parse(
  readFileSync('docs/api/openapi.json', 'utf8'),
);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const nasty = [
  "O'Brien",
  "'; drop table product; --",
  '<script>alert(1)</script>',
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  '018f0000-0000-7000-8000-000000000000',
  'urn:uuid:018f0000-0000-7000-8000-000000000000',
  '%',
  '\\',
  '💥'.repeat(300),
  '',
] as const;
const values: readonly unknown[] = [
  ...nasty,
  -1,
  0,
  1e308,
  2 ** 53,
  -(2 ** 63),
  0.1,
  true,
  null,
  [],
  {},
  [[[]]],
  { __proto__: null, constructor: 1 },
];

let shop: TestShop;
let cartId: string;
let variantId: string;
let session: string;

before(async () => {
  shop = await startTestShop();
  await openForBusiness(shop);
  const { variantIds } = await createProduct(shop, { title: 'Target', stock: 10 });
  variantId = variantIds[0] ?? '';
  cartId = await createCart(shop, [{ variantId, quantity: 1 }]);
  const registered = await fetch(`${shop.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { origin: shop.url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'r@example.com', name: 'R', password: 'long enough to be one' }),
  });
  session = registered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  assert.notEqual(session, '');
});
after(() => shop?.stop());

async function send(
  o: { path: string; method: string },
  body: string | undefined,
  headers: Record<string, string>,
): Promise<void> {
  const response = await fetch(`${shop.url}${o.path}`, {
    method: o.method.toUpperCase(),
    headers: {
      ...(o.path.startsWith('/api/v1/me')
        ? { cookie: session }
        : { authorization: `Bearer ${shop.apiKey}` }),
      'idempotency-key': crypto.randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined || o.method === 'get' ? {} : { body }),
  });
  const text = await response.text();
  const what = `${o.method} ${o.path} ${body?.slice(0, 200)} -> ${response.status} ${text.slice(0, 300)}`;
  assert.ok(response.status < 500, what);
  if (response.status >= 400 && text !== '') {
    assert.match(response.headers.get('content-type') ?? '', /application\/problem\+json/, what);
    assert.ok(JSON.parse(text).code, what);
  }
}

/** Bodies of one operation; more add minutes and were never refused for another reason. */
const bodiesMax = 160;

/** A body that the schema accepts, or nearly: ids are those of a real variant. */
function rightBody(schema: JsonSchema): unknown {
  if ('const' in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [first] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  if (first !== undefined) return rightBody(first);
  if (schema.type === 'array') return [rightBody(schema.items ?? {})];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'string') return rightText(schema);
  const { additionalProperties: any } = schema;
  const members = Object.entries(schema.properties ?? {});
  const extra = typeof any === 'object' ? [['Size', rightBody(any)]] : [];
  return Object.fromEntries([...members.map(([name, one]) => [name, rightBody(one)]), ...extra]);
}

function rightText({ format, pattern = '' }: JsonSchema): string {
  if (format === 'uuid') return variantId;
  if (format === 'email') return 'ada@example.com';
  if (format === 'date-time') return '2030-01-01T00:00:00Z';
  if (pattern === '^[A-Z]{2}$') return 'DE';
  if (pattern === '^[A-Z]{3}$') return 'EUR';
  return pattern.startsWith('^https') ? 'https://example.com/' : 'abc';
}

/** The body once for every place in it and every rubbish, which stands there instead. */
function* spoiled(body: unknown): Generator<unknown> {
  for (const value of values) yield value;
  if (typeof body !== 'object' || body === null) return;
  for (const [name, member] of Object.entries(body))
    for (const worse of spoiled(member)) {
      // A copy of a list or of an object, whichever the body is.
      const copy = structuredClone(body);
      Reflect.set(copy, name, worse);
      yield copy;
    }
}

/** The same ones each time, spread over the whole body where there are too many. */
function nearlyRight(schema: JsonSchema | undefined): unknown[] {
  const all = [...spoiled(rightBody(schema ?? {}))];
  const step = Math.max(1, all.length / bodiesMax);
  const count = Math.min(all.length, bodiesMax);
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step)]);
}

const pathWith = (path: string, value: string): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'cartId' ? cartId : encodeURIComponent(value.toWellFormed()),
  );

for (const { path, method, operation } of operations)
  test(`${operation.operationId} answers rubbish with a refusal`, async () => {
    for (const value of nasty) await send({ path: pathWith(path, value || 'x'), method }, '{}', {});
    const known = pathWith(path, '018f0000-0000-7000-8000-000000000000');
    for (const parameter of operation.parameters ?? [])
      if (parameter.in === 'query')
        for (const value of [...nasty, '-1', '1e99', '99999999999999999999'])
          await send(
            {
              path: `${known}?${parameter.name}=${encodeURIComponent(value.toWellFormed())}`,
              method,
            },
            undefined,
            {},
          );
    if (operation.requestBody === undefined) return;
    const schema = operation.requestBody.content['application/json']?.schema;
    for (const body of ['', '{', '[]', 'null', '"x"', '{"__proto__":{"x":1}}', '[1,'])
      await send({ path: known, method }, body, {});
    for (const body of nearlyRight(schema))
      await send({ path: known, method }, JSON.stringify(body), {});
    await send({ path: known, method }, '{}', { 'content-type': 'text/plain' });
  });

test('a body that is too large is refused without being read to its end', async () => {
  const body = JSON.stringify({ lines: 'x'.repeat(1_000_000) });
  const response = await fetch(`${shop.url}/api/v1/carts/${cartId}/lines`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  assert.equal(response.status, 413);
  assert.equal((await response.json()).code, 'too-large');
});

test("negative, huge and broken quantities are refused, and another's cart is unknown", async () => {
  const shopper = shopperOf(shop);
  for (const quantity of [-1, 0, 0.5, 10 ** 9, 2 ** 53]) {
    const { response } = await shopper.POST('/api/v1/carts', {
      body: { currency: 'EUR', lines: [{ variantId: crypto.randomUUID(), quantity }] },
    });
    assert.ok([400, 404, 422].includes(response.status), `${quantity}: ${response.status}`);
  }
  const strange = await shopper.GET('/api/v1/carts/{cartId}', {
    params: { path: { cartId: 'A'.repeat(32) } },
  });
  assert.equal(strange.response.status, 404);
  const currency = await shopper.POST('/api/v1/carts', { body: { currency: 'XXX' } });
  assert.ok([409, 422].includes(currency.response.status), String(currency.response.status));
});

test('without a key, staff calls are shut; with too few scopes too', async () => {
  const shut = await shopperOf(shop).GET('/api/v1/admin/orders');
  assert.equal(shut.response.status, 401);
  const wrong = await fetch(`${shop.url}/api/v1/admin/orders`, {
    headers: { authorization: 'Bearer cwk_made-up' },
  });
  assert.equal(wrong.status, 401);
});

test('names with quotes, SQL and HTML come back as they were typed', async () => {
  const title = `<b>O'Brien</b> "; drop table product; -- ${'é'.normalize('NFD')}`;
  const { slug } = await createProduct(shop, { title, stock: 1 });
  const { data } = await shopperOf(shop).GET('/api/v1/products/{slug}', {
    params: { path: { slug } },
  });
  assert.equal(data?.title, title);
  const listed = await staffOf(shop).GET('/api/v1/admin/products', {
    params: { query: { q: "O'Brien" } },
  });
  assert.ok(listed.data?.items.some((item) => item.title === title));
});
