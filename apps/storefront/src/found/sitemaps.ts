import { Readable } from 'node:stream';
import { createClient } from '@cartwright/sdk';
import type { FastifyInstance, FastifyReply, FastifySchema } from 'fastify';
import { answerOf, orNothing } from '../api/problems.ts';
import { inLanguage, languageCodes } from '../language-path.ts';
import { legalPages, legalPath } from '../merchant.ts';

interface SitemapOptions {
  fetch: (request: Request) => Promise<Response>;
  publicUrl: string;
}

/** Pages of a cart, an account or an order concern nobody but their shopper. */
const privatePaths = ['/cart', '/checkout', '/account', '/orders/', '/search'];
/** Search engines come back after hours; it also bounds what a busy reader costs. */
const cacheControl = 'public, max-age=3600';
const indexKeptMs = 10 * 60_000;
const pageProducts = 1_000;
/** What the protocol allows; a part of the API holds 10,000 products. */
const entriesMax = 50_000;
const partPagesMax = Math.floor(entriesMax / languageCodes.length / pageProducts);

const undocumented: FastifySchema & { hide: boolean } = { hide: true };

/** Serves robots.txt, the index of sitemaps and the sitemaps, which are written page by page. */
export function serveSitemaps(app: FastifyInstance, o: SitemapOptions): void {
  const index = keptIndex(o);
  const options = { schema: undocumented };
  app.get('/robots.txt', options, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', cacheControl).send(robots(o)),
  );
  app.get('/sitemap.xml', options, async (_request, reply) => send(reply, await index()));
  app.get('/sitemaps/pages.xml', options, async (_request, reply) =>
    send(reply, urlSet([await pageEntries(o)])),
  );
  app.get<{ Params: { cursor: string } }>(
    '/sitemaps/products/:cursor.xml',
    options,
    async ({ params }, reply) => {
      const pages = productEntries(o, params.cursor);
      // The first page is asked for here, so that what it refuses is an answer and no broken file.
      const first = await orNothing(pages.next(), 'invalid-input');
      if (first === undefined || first.done === true || first.value === '')
        return reply.callNotFound();
      return send(reply, Readable.from(streamed(first.value, pages)));
    },
  );
}

const send = (reply: FastifyReply, body: string | Readable): FastifyReply =>
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
const setHead = `${head}<urlset ${namespace}>\n`;
const setEnd = '</urlset>\n';

const urlSet = (parts: readonly string[]): string => `${setHead}${parts.join('')}${setEnd}`;

async function* streamed(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield setHead + first;
  yield* rest;
  yield setEnd;
}

/** Every page is listed in every language. */
const entry = ({ publicUrl }: SitemapOptions, path: string, changedAt?: string): string =>
  languageCodes
    .map((code) => `<loc>${escaped(`${publicUrl}${inLanguage(code, path)}`)}</loc>`)
    .map((loc) => `<url>${loc}${changedAt ? `<lastmod>${changedAt}</lastmod>` : ''}</url>\n`)
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');

const clientOf = ({ publicUrl, fetch }: SitemapOptions) =>
  createClient({ baseUrl: publicUrl, headers: { host: new URL(publicUrl).host }, fetch });

/** One loader at a time, however many ask. */
function keptIndex(o: SitemapOptions): () => Promise<string> {
  let kept: { text: Promise<string>; sinceMs: number } | undefined;
  return () => {
    if (kept !== undefined && Date.now() - kept.sinceMs < indexKeptMs) return kept.text;
    const made = { text: writeIndex(o), sinceMs: Date.now() };
    kept = made;
    made.text.catch(() => {
      if (kept === made) kept = undefined;
    });
    return made.text;
  };
}

async function writeIndex(o: SitemapOptions): Promise<string> {
  const { items } = await answerOf(clientOf(o).GET('/api/v1/product-addresses/parts'));
  const paths = [
    '/sitemaps/pages.xml',
    ...items.map(({ cursor }) => `/sitemaps/products/${cursor}.xml`),
  ];
  const maps = paths.map(
    (path) => `<sitemap><loc>${escaped(o.publicUrl + path)}</loc></sitemap>\n`,
  );
  return `${head}<sitemapindex ${namespace}>\n${maps.join('')}</sitemapindex>\n`;
}

async function pageEntries(o: SitemapOptions): Promise<string> {
  const { items } = await answerOf(clientOf(o).GET('/api/v1/collections'));
  const paths = [
    '/',
    ...slugsBelow(items).map((slug) => `/collections/${encodeURIComponent(slug)}`),
    ...legalPages.map(legalPath),
  ];
  return paths.map((path) => entry(o, path)).join('');
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

/** The entries of one part, a page of products at a time, so that no part stands in memory. */
async function* productEntries(o: SitemapOptions, start: string): AsyncGenerator<string> {
  const client = clientOf(o);
  let cursor: string | null = start;
  for (let pages = 0; cursor !== null && pages < partPagesMax; pages += 1) {
    const query: { cursor: string; limit: number } = { cursor, limit: pageProducts };
    const page = await answerOf(client.GET('/api/v1/product-addresses', { params: { query } }));
    yield page.items
      .map(({ slug, changedAt }) => entry(o, `/products/${encodeURIComponent(slug)}`, changedAt))
      .join('');
    cursor = page.nextCursor;
  }
}
