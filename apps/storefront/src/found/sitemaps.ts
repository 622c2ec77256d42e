import { createClient } from '@cartwright/sdk';
import type { FastifyInstance, FastifyReply, FastifySchema } from 'fastify';
import { answerOf } from '../api/problems.ts';
import { productPath } from '../catalog/choose-variant.ts';
import { collectionPath } from '../catalog/collection-path.ts';
import { inLanguage, type LanguageCode, languageCodes } from '../language-path.ts';
import { legalPages, legalPath } from '../merchant.ts';

interface SitemapOptions {
  fetch: (request: Request) => Promise<Response>;
  publicUrl: string;
}

/** Pages of a cart, an account or an order concern nobody but their shopper. */
const privatePaths = ['/cart', '/checkout', '/account', '/orders/', '/search'];
/** Search engines come back after hours; it also bounds what a busy reader costs. */
const cacheControl = 'public, max-age=3600';
const keptMs = 10 * 60_000;
/** Texts of about 120 characters a product and 10,000 products; further ones are made anew. */
const keptMax = 20;
const pageProducts = 1_000;
/** What the protocol allows. A part of the API holds 10,000 products, and may grow while known. */
const entriesMax = 50_000;
const partPagesMax = entriesMax / pageProducts;

const undocumented: FastifySchema & { hide: boolean } = { hide: true };

/** Serves robots.txt, the index of sitemaps and the sitemaps. */
export function serveSitemaps(app: FastifyInstance, o: SitemapOptions): void {
  const keep = keeper<string>(keptMax);
  const keepParts = keeper<string[]>(1);
  const parts = () => keepParts('parts', () => loadParts(o));
  const options = { schema: undocumented };
  app.get('/robots.txt', options, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', cacheControl).send(robots(o)),
  );
  app.get('/sitemap.xml', options, async (_request, reply) =>
    send(reply, writeIndex(o, (await parts()).length)),
  );
  app.get('/sitemaps/pages.xml', options, async (_request, reply) =>
    send(reply, await keep('pages', async () => urlSet(await pageEntries(o)))),
  );
  app.get<{ Params: { language: string; part: string } }>(
    '/sitemaps/:language/products/:part.xml',
    options,
    async ({ params }, reply) => {
      const language = languageCodes.find((code) => code === params.language);
      // Parts have numbers, so that nobody can make up more of them than there are.
      const cursor = (await parts())[Number(params.part) - 1];
      if (language === undefined || cursor === undefined) return reply.callNotFound();
      const write = async () => urlSet(await productEntries(o, { language, cursor }));
      return send(reply, await keep(`${language} ${cursor}`, write));
    },
  );
}

const send = (reply: FastifyReply, body: string): FastifyReply =>
  reply
    .type('application/xml; charset=utf-8')
    .header('cache-control', cacheControl)
    .header('x-content-type-options', 'nosniff')
    .send(body);

function robots({ publicUrl }: SitemapOptions): string {
  const hidden = languageCodes.flatMap((code) =>
    privatePaths.map((path) => `Disallow: ${inLanguage(code, path)}`),
  );
  return ['User-agent: *', ...hidden, '', `Sitemap: ${publicUrl}/sitemap.xml`, ''].join('\n');
}

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const urlSet = (entries: readonly string[]): string =>
  `${head}<urlset ${namespace}>\n${entries.join('')}</urlset>\n`;

const entry = (address: string, changedAt?: string): string => {
  const changed = changedAt === undefined ? '' : `<lastmod>${changedAt}</lastmod>`;
  return `<url><loc>${escaped(address)}</loc>${changed}</url>\n`;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');

const clientOf = ({ publicUrl, fetch }: SitemapOptions) =>
  createClient({ baseUrl: publicUrl, headers: { host: new URL(publicUrl).host }, fetch });

/** Keeps what was made for a while: one loader at a time for each, however many ask. */
function keeper<T>(max: number): (key: string, make: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { value: Promise<T>; sinceMs: number }>();
  return (key, make) => {
    const known = kept.get(key);
    if (known !== undefined && Date.now() - known.sinceMs < keptMs) return known.value;
    const made = { value: make(), sinceMs: Date.now() };
    kept.delete(key);
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > max && oldest !== undefined) kept.delete(oldest);
    made.value.catch(() => {
      if (kept.get(key) === made) kept.delete(key);
    });
    return made.value;
  };
}

async function loadParts(o: SitemapOptions): Promise<string[]> {
  const { items } = await answerOf(clientOf(o).GET('/api/v1/product-addresses/parts'));
  return items.map(({ cursor }) => cursor);
}

/** A file for each part and language. */
function writeIndex(o: SitemapOptions, parts: number): string {
  const products = Array.from({ length: parts }, (_, index) =>
    languageCodes.map((code) => `/sitemaps/${code}/products/${index + 1}.xml`),
  );
  const paths = ['/sitemaps/pages.xml', ...products.flat()];
  const maps = paths.map(
    (path) => `<sitemap><loc>${escaped(o.publicUrl + path)}</loc></sitemap>\n`,
  );
  return `${head}<sitemapindex ${namespace}>\n${maps.join('')}</sitemapindex>\n`;
}

/** Pages beside products, in every language. */
async function pageEntries(o: SitemapOptions): Promise<string[]> {
  const { items } = await answerOf(clientOf(o).GET('/api/v1/collections'));
  const paths = [
    '/',
    ...slugsBelow(items).map((slug) => collectionPath({ slug })),
    ...legalPages.map(legalPath),
  ];
  return paths.flatMap((path) =>
    languageCodes.map((code) => entry(o.publicUrl + inLanguage(code, path))),
  );
}

/** The tree ends at a fixed depth, where the API tells no more than that nothing follows. */
interface Node {
  slug?: string;
  children?: readonly Node[];
}

const slugsBelow = (nodes: readonly Node[]): string[] =>
  nodes.flatMap(({ slug, children = [] }) => [
    ...(slug === undefined ? [] : [slug]),
    ...slugsBelow(children),
  ]);

/** The entries of one part in one language. */
async function productEntries(
  o: SitemapOptions,
  part: { language: LanguageCode; cursor: string },
): Promise<string[]> {
  const client = clientOf(o);
  const entries: string[] = [];
  let cursor: string | null = part.cursor;
  for (let pages = 0; cursor !== null && pages < partPagesMax; pages += 1) {
    const query: { cursor: string; limit: number } = { cursor, limit: pageProducts };
    const page = await answerOf(client.GET('/api/v1/product-addresses', { params: { query } }));
    for (const { slug, changedAt } of page.items) {
      const path = inLanguage(part.language, productPath({ slug }));
      entries.push(entry(o.publicUrl + path, changedAt));
    }
    cursor = page.nextCursor;
  }
  return entries;
}
