import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { buildWhenStale } from './build/build-when-stale.ts';
import { serveSitemaps } from './found/sitemaps.ts';
import type { Host } from './host.ts';
import { splitLanguage } from './language-path.ts';
import type { Merchant } from './merchant.ts';
import { answerShared, findSharedVisit, type KeepPage } from './shared-pages.ts';
import type { Site } from './site.ts';

export type { KeepPage } from './shared-pages.ts';

interface StorefrontOptions {
  /** Answers API requests: in this process without a socket, or by a gateway elsewhere. */
  fetch: (request: Request) => Promise<Response>;
  /** Keeps pages that are the same for many. */
  keep: KeepPage;
  /** Address of the shop for its customers, such as `https://shop.example.com`. */
  publicUrl: string;
  /** Who sells, for the pages that the law asks for. */
  merchant: Merchant;
  dataDir: string;
  onProgress: (line: string) => void;
}

/** Pages are no part of the API document. */
const undocumented: FastifySchema & { hide: boolean } = { hide: true };

/**
 * Builds the site when its sources have changed, and serves it for every address that no other
 * route of the server answers.
 */
export async function serveStorefront(app: FastifyInstance, o: StorefrontOptions): Promise<void> {
  const dist = await buildWhenStale(o.onProgress);
  const entry = pathToFileURL(join(dist, 'server', 'entry.mjs')).href;
  let loading: Promise<{ handler: Site }> | undefined;
  // Loaded by the first visitor: before, it would take memory and delay the start.
  const openSite = async (): Promise<Site> => {
    loading ??= import(entry);
    try {
      return (await loading).handler;
    } catch (cause) {
      // A failure to read it may pass, such as too many open files: the next visitor tries anew.
      loading = undefined;
      throw cause;
    }
  };
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: join(dist, 'client'),
      // Only what exists: every other address is a page.
      wildcard: false,
      index: false,
      // Packed once, when the site was built.
      preCompressed: true,
      // Names in _astro/ hold a hash of their bytes.
      setHeaders: (reply, path) => {
        const isNamedByHash = path.includes('_astro');
        reply.header(
          'cache-control',
          isNamedByHash ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
        );
      },
    });
    serveSitemaps(scope, o);
    // The site reads its forms itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.all('/*', { schema: undocumented }, async (request, reply) => {
      if (request.url.startsWith('/api/')) return reply.callNotFound();
      if (isForeign(request, o.publicUrl)) return refuse(reply);
      const { language, path } = splitLanguage(request.url);
      const shared = findSharedVisit(request, { language, path });
      // Made where a page is made: a kept one needs none.
      const host = (): Host => ({ ...hostOf(request, o), language });
      if (shared !== undefined)
        return answerShared(shared, { request, reply, openSite, host, keep: o.keep });
      const site = await openSite();
      reply.hijack();
      // The pages are the same in every language, so each stands once.
      request.raw.url = path;
      // A page is under way until it is made, whoever still waits for it.
      await site(request.raw, reply.raw, () => endWithFault(reply), { host: host() });
    });
  });
}

function hostOf(request: FastifyRequest, o: StorefrontOptions): Omit<Host, 'language'> {
  const given = request.headers.traceparent;
  const traceparent =
    typeof given === 'string'
      ? given
      : `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
  return {
    fetch: o.fetch,
    publicUrl: o.publicUrl,
    merchant: o.merchant,
    clientAddress: request.ip,
    traceparent,
    report: (error) =>
      o.onProgress(`A page failed: ${error instanceof Error ? error.stack : String(error)}`),
  };
}

/**
 * Browsers name the page that a form was sent from. SameSite cookies stop most forms of other
 * sites, this stops the rest; clients that are not browsers send neither header.
 */
function isForeign(request: FastifyRequest, publicUrl: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  if (request.headers['sec-fetch-site'] === 'cross-site') return true;
  const { origin } = request.headers;
  if (origin === undefined || origin === publicUrl) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.host;
}

function refuse(reply: FastifyReply): FastifyReply {
  return reply
    .code(403)
    .type('text/plain; charset=utf-8')
    .send('This form came from another site.');
}

/** The site renders its own error pages; this is for a fault before it could. */
function endWithFault(reply: FastifyReply): void {
  const { raw } = reply;
  if (!raw.headersSent) raw.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
  raw.end('Something went wrong on our side. Please try again.');
}
