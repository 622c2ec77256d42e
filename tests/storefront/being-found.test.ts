import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestShop, type TestShop, waitFor } from '@cartwright/testing';
import {
  createProduct,
  openForBusiness,
  shopperOf,
  staffOf,
  type TestProduct,
} from '../journeys/fixtures.ts';
import {
  alternatesOf,
  canonicalOf,
  elementsOf,
  metaOf,
  readPage,
  structuredOf,
  titleOf,
} from './page.ts';
import { check } from './schema-org.ts';

let shop: TestShop;
let product: TestProduct;

before(async () => {
  shop = await startTestShop({ env: { SHOP_COMPANY: 'Muster & Söhne <GmbH>' } });
  await openForBusiness(shop);
  await staffOf(shop).POST('/api/v1/admin/collections', { body: { title: 'Shoes' } });
  product = await createProduct(shop, {
    title: 'Found </script><b>shoe',
    stock: 40,
    sizes: ['41', '42'],
  });
  await waitFor('the product to be for sale', async () => {
    const { html } = await page(`/products/${product.slug}`);
    return html.includes('schema.org/InStock');
  });
});
after(() => shop?.stop());

const page = (path: string) => readPage(`${shop.url}${path}`);

test('pages have titles and descriptions of their own, in their language', async () => {
  const paths = ['/', '/collections/shoes', `/products/${product.slug}`, '/legal/imprint'];
  const titles = new Set<string>();
  for (const path of paths.flatMap((own) => [own, `/de${own === '/' ? '' : own}`])) {
    const { status, html } = await page(path);
    assert.equal(status, 200, path);
    assert.ok(titleOf(html).length > 5, path);
    titles.add(`${path.startsWith('/de') ? 'de' : 'en'} ${titleOf(html)}`);
  }
  assert.equal(titles.size, paths.length * 2);
});

test('a page names itself and the same page in every language', async () => {
  for (const path of ['/', `/products/${product.slug}`]) {
    const german = path === '/' ? '/de' : `/de${path}`;
    const expected = {
      en: `${shop.url}${path}`,
      de: `${shop.url}${german}`,
      'x-default': `${shop.url}${path}`,
    };
    for (const [address, language] of [
      [path, 'en'],
      [german, 'de'],
    ] as const) {
      const { html } = await page(`${address}?currency=none`);
      assert.equal(canonicalOf(html), expected[language], address);
      assert.deepEqual(alternatesOf(html), expected, address);
      assert.equal(elementsOf(html, 'html')[0]?.lang, language);
      assert.equal(metaOf(html, 'robots'), undefined);
    }
  }
});

test('what concerns one shopper, and every search, stays out of search engines', async () => {
  for (const path of ['/cart', '/search?q=shoe', '/sign-in', '/register', '/de/cart']) {
    const { html } = await page(path);
    assert.equal(metaOf(html, 'robots'), 'noindex', path);
    assert.equal(canonicalOf(html), undefined, path);
  }
  const { html } = await page('/collections/shoes?option.Size=42&sort=price');
  assert.equal(canonicalOf(html), `${shop.url}/collections/shoes`);
});

test('structured data has the shape that schema.org gives it', async () => {
  const home = structuredOf((await page('/de')).html);
  const { html } = await page(`/products/${product.slug}`);
  const collection = structuredOf((await page('/collections/shoes')).html);
  const shown = structuredOf(html);
  for (const data of [...home.values(), ...shown.values(), ...collection.values()])
    assert.deepEqual(check(data), []);
  assert.deepEqual([...home.keys()].sort(), ['Organization', 'WebSite']);
  assert.deepEqual([...shown.keys()].sort(), ['BreadcrumbList', 'Product']);
  assert.deepEqual([...collection.keys()], ['BreadcrumbList']);
  assert.equal(home.get('Organization')?.legalName, 'Muster & Söhne <GmbH>');
  // A title cannot end the element that it stands in.
  assert.equal(shown.get('Product')?.name, 'Found </script><b>shoe');
  assert.deepEqual(Object(shown.get('Product')?.offers).offerCount, 2);
});

test('search engines are told descriptions without their markup', async () => {
  const staff = staffOf(shop);
  const description = '<p>Blue &amp; <b>soft</b></p>';
  const { productId: id, slug } = await createProduct(shop, { title: 'Told shoe', stock: 1 });
  const params = { path: { id } };
  await staff.PATCH('/api/v1/admin/products/{id}', { params, body: { description } });
  const body = { title: 'Told shoes', description };
  const { data } = await staff.POST('/api/v1/admin/collections', { body });
  for (const path of [`/products/${slug}`, `/collections/${data?.slug}`]) {
    const html = await waitFor(`${path} to be described`, async () => {
      const shown = await page(path);
      return shown.html.includes('soft') ? shown.html : undefined;
    });
    assert.equal(metaOf(html, 'description'), 'Blue & soft');
    assert.equal(metaOf(html, 'og:description'), 'Blue & soft');
  }
  const shown = structuredOf((await page(`/products/${slug}`)).html);
  assert.equal(shown.get('Product')?.description, 'Blue & soft');
});

test('the check of shapes finds what is wrong', () => {
  const offer = { '@type': 'Offer', url: 'x', price: '1.00', priceCurrency: 'EUR', colour: 'red' };
  assert.deepEqual(
    check({ '@type': 'Product', name: '', url: 'https://a.example', offers: offer }),
    [
      'Product.name is no text',
      'Product.offers.availability is missing',
      'Product.offers.url is no address',
      'Product.offers.colour is unknown',
    ],
  );
});

test('a shared page has a title, a text and a picture of its own size', async () => {
  const { html } = await page('/de');
  assert.equal(metaOf(html, 'og:type'), 'website');
  assert.equal(metaOf(html, 'og:url'), `${shop.url}/de`);
  assert.equal(metaOf(html, 'og:locale'), 'de_DE');
  assert.equal(metaOf(html, 'twitter:card'), 'summary_large_image');
  const picture = await fetch(metaOf(html, 'og:image') ?? '');
  assert.equal(picture.status, 200);
  assert.equal(picture.headers.get('content-type'), 'image/png');
  const { html: own } = await page(`/products/${product.slug}`);
  assert.equal(metaOf(own, 'og:type'), 'product');
  assert.ok(metaOf(own, 'og:title')?.startsWith('Found'));
});

test('robots are told where the sitemaps are, which list every page in every language', async () => {
  const robots = await (await fetch(`${shop.url}/robots.txt`)).text();
  assert.match(robots, /^Disallow: \/cart$/m);
  assert.match(robots, /^Disallow: \/de\/checkout$/m);
  assert.doesNotMatch(robots, /^Disallow: \/$/m);
  const index = await readPage(/^Sitemap: (\S+)$/m.exec(robots)?.[1] ?? '');
  assert.equal(index.headers.get('content-type'), 'application/xml; charset=utf-8');
  assert.match(index.html, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<sitemapindex /);
  const maps = locationsOf(index.html);
  assert.equal(maps.length, 3, 'one of pages, and one of products in each language');
  const listed: string[] = [];
  for (const map of maps) {
    const { status, html } = await readPage(map);
    assert.equal(status, 200, map);
    listed.push(...locationsOf(html));
  }
  for (const path of ['/', '/de', '/collections/shoes', '/de/legal/terms', '/legal/imprint'])
    assert.ok(listed.includes(`${shop.url}${path}`), path);
  for (const prefix of ['', '/de'])
    assert.ok(listed.includes(`${shop.url}${prefix}/products/${product.slug}`), prefix);
  assert.equal(new Set(listed).size, listed.length);
  for (const address of listed) assert.equal((await fetch(address)).status, 200, address);
});

const locationsOf = (xml: string): string[] =>
  [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address);

test('a made-up part of the sitemap is refused', async () => {
  for (const path of ['en/products/2', 'en/products/0', 'en/products/one', 'fr/products/1']) {
    const { status } = await page(`/sitemaps/${path}.xml`);
    assert.equal(status, 404, path);
  }
});

test('a renamed product leads on, in both languages, and a removed one says that it is gone', async () => {
  const staff = staffOf(shop);
  const moved = await createProduct(shop, { title: 'Moved shoe', stock: 1 });
  const path = { id: moved.productId };
  await staff.PATCH('/api/v1/admin/products/{id}', {
    params: { path },
    body: { slug: 'arrived-shoe' },
  });
  for (const [prefix, query] of [
    ['', ''],
    ['/de', '?option.Size=42'],
  ]) {
    const { status, headers } = await page(`${prefix}/products/${moved.slug}${query}`);
    assert.equal(status, 301);
    assert.equal(headers.get('location'), `${prefix}/products/arrived-shoe${query}`);
  }
  await staff.DELETE('/api/v1/admin/products/{id}', { params: { path } });
  const gone = await page('/de/products/arrived-shoe');
  assert.equal(gone.status, 410);
  assert.equal(metaOf(gone.html, 'robots'), 'noindex');
  assert.match(gone.html, /nicht mehr verkauft/);
  for (const unknown of ['/nothing', '/de/nothing', '/products/nothing', '/de/legal/nothing'])
    assert.equal((await page(unknown)).status, 404, unknown);
});

test('a removed collection says that it is gone, by every address that it had', async () => {
  const staff = staffOf(shop);
  const { data } = await staff.POST('/api/v1/admin/collections', {
    body: { title: 'Sandals', slug: 'sandals' },
  });
  const path = { id: data?.id ?? '' };
  await staff.PATCH('/api/v1/admin/collections/{id}', {
    params: { path },
    body: { slug: 'summer-sandals' },
  });
  await staff.DELETE('/api/v1/admin/collections/{id}', { params: { path } });
  for (const address of ['/collections/sandals', '/de/collections/summer-sandals?sort=price']) {
    const gone = await page(address);
    assert.equal(gone.status, 410, address);
    assert.equal(metaOf(gone.html, 'robots'), 'noindex');
    assert.match(gone.html, /This collection is closed|Diese Kollektion gibt es nicht mehr/);
  }
});

test('a renamed collection leads on, and a new one may take its old place', async () => {
  const staff = staffOf(shop);
  const create = (body: { title: string; slug: string }) =>
    staff.POST('/api/v1/admin/collections', { body });
  const { data } = await create({ title: 'Boots', slug: 'old-boots' });
  const path = { id: data?.id ?? '' };
  await staff.PATCH('/api/v1/admin/collections/{id}', {
    params: { path },
    body: { slug: 'boots' },
  });
  const moved = await page('/de/collections/old-boots?sort=price');
  assert.equal(moved.status, 301);
  assert.equal(moved.headers.get('location'), '/de/collections/boots?sort=price');
  await create({ title: 'Older boots', slug: 'old-boots' });
  const taken = await page('/collections/old-boots');
  assert.equal(taken.status, 200);
  assert.match(titleOf(taken.html), /^Older boots/);
});

test('the menu of a wide window leads to every collection, however many there are', async () => {
  for (const number of [1, 2, 3, 4, 5, 6])
    await staffOf(shop).POST('/api/v1/admin/collections', { body: { title: `Corner ${number}` } });
  const { data } = await shopperOf(shop).GET('/api/v1/collections');
  const wanted = data?.items.map(({ slug }) => `/collections/${slug}`) ?? [];
  assert.ok(wanted.length > 6);
  const { html } = await page('/');
  const [menu = ''] = /<nav[^>]*data-hover-menus[\s\S]*?<\/nav>/.exec(html) ?? [];
  const found = elementsOf(menu, 'a').map(({ href }) => href);
  assert.deepEqual(found.filter((href) => href !== '/search').sort(), wanted.sort());
});

test('a German page keeps its reader in German', async () => {
  for (const path of ['/de', `/de/products/${product.slug}`, '/de/cart', '/de/legal/privacy']) {
    const { html } = await page(path);
    const links = elementsOf(html, 'a').filter(({ href }) => href?.startsWith('/'));
    assert.ok(links.length > 5, path);
    const English = links.filter(({ href, hreflang }) => hreflang === undefined && !isGerman(href));
    assert.deepEqual(English, [], path);
    const forms = elementsOf(html, 'form').filter(({ action }) => action !== undefined);
    assert.deepEqual(
      forms.filter(({ action }) => !isGerman(action)),
      [],
      path,
    );
    const switches = elementsOf(html, 'a').filter(({ hreflang }) => hreflang === 'en');
    assert.deepEqual(
      switches.map(({ href }) => href),
      [path === '/de' ? '/' : path.slice(3)],
    );
  }
});

const isGerman = (path = ''): boolean => /^\/de(?=[/?#]|$)/.test(path);

test('what the seller has not said yet is marked, and what it has said is shown', async () => {
  const { html } = await page('/de/legal/imprint');
  assert.match(html, /Muster &#38; Söhne &#60;GmbH&#62;|Muster &amp; Söhne &lt;GmbH&gt;/);
  assert.match(html, /<mark[^>]*>\[noch nicht angegeben: SHOP_ADDRESS\]<\/mark>/);
  const { html: form } = await page('/de/legal/withdrawal');
  assert.match(form, /Muster-Widerrufsformular/);
});

test('a search that names a collection leads there, found products or not', async () => {
  const linksOf = async (path: string): Promise<(string | undefined)[]> => {
    const { html } = await page(path);
    const [named = ''] = /<div[^>]* data-named[\s\S]*?<\/ul>/.exec(html) ?? [];
    return elementsOf(named, 'a').map(({ href }) => href);
  };
  const named = await linksOf('/de/search?q=purple+shoe');
  assert.ok(named.includes('/de/collections/shoes'), named.join(' '));
  assert.deepEqual(await linksOf('/search?q=meridian'), []);
});
