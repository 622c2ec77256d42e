import type { FastifyReply, FastifyRequest } from 'fastify';
import inject from 'light-my-request';
import { names } from './browser/cookies.ts';
import { packPage, takesGzip, unpackPage } from './compression.ts';
import type { Host } from './host.ts';
import type { LanguageCode } from './language-path.ts';
import type { Page, Site } from './site.ts';

/** Gives a page that was made before, or has it made by `render` from what `fetch` answers. */
export type KeepPage = (
  asked: { key: string; ifNoneMatch: string | undefined },
  render: (fetch: Host['fetch']) => Promise<Page>,
) => Promise<Page>;

/** All that a shared page may depend on: it is the same for many and tells of nobody. */
interface SharedVisit {
  language: LanguageCode;
  /** Path, without its language, and search part. */
  url: string;
  currency: string | undefined;
  /** Shown beside the cart; above 99 it is shown as 99+. */
  cartCount: number;
}

const sharedPaths = /^\/(?:search|(?:collections|legal|products)\/[^/]+)?$/;
/** Longer addresses are made up; the longest of ours names some filters. */
const urlLengthMax = 1_000;

/** The visit of a page that may be shared, or undefined when it is for its asker alone. */
export function findSharedVisit(
  { method, headers }: FastifyRequest,
  { language, path: url }: { language: LanguageCode; path: string },
): SharedVisit | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const [path = ''] = url.split('?', 1);
  if (!sharedPaths.test(path) || url.length > urlLengthMax) return undefined;
  const cookies = readCookies(headers.cookie ?? '');
  // A message for this browser only.
  if (cookies.has(names.flash)) return undefined;
  const currency = cookies.get(names.currency) ?? '';
  const count = Number(cookies.get(names.cartCount) ?? 0);
  return {
    language,
    url,
    currency: /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    cartCount: Number.isInteger(count) && count > 0 ? Math.min(count, 100) : 0,
  };
}

const readCookies = (header: string): Map<string, string> =>
  new Map(
    header.split(/; */).map((pair) => {
      const end = pair.indexOf('=');
      return [pair.slice(0, Math.max(0, end)), pair.slice(end + 1)];
    }),
  );

/**
 * Answers with the kept page or makes it from the visit alone, so that nothing else of the asker's
 * request can reach bytes that others get.
 */
export async function answerShared(
  visit: SharedVisit,
  o: {
    request: FastifyRequest;
    reply: FastifyReply;
    openSite: () => Promise<Site>;
    host: () => Host;
    keep: KeepPage;
  },
): Promise<void> {
  const { request, reply, openSite, host } = o;
  const asked = {
    key: `${visit.language} ${visit.currency ?? '-'} ${visit.cartCount} ${visit.url}`,
    ifNoneMatch: request.headers['if-none-match'],
  };
  const kept = await o.keep(asked, async (fetch) =>
    packPage(await render(await openSite(), visit, { ...host(), fetch })),
  );
  const page = takesGzip(request.headers['accept-encoding']) ? kept : unpackPage(kept);
  reply.hijack();
  reply.raw.writeHead(page.status, page.headers);
  // Node sends no body with an answer to HEAD.
  reply.raw.end(page.body);
}

/** A browser may use a page that it fetched ahead: not once its currency or cart is another. */
const vary = 'accept-encoding, cookie';

async function render(site: Site, visit: SharedVisit, host: Host): Promise<Page> {
  const cookies = [
    ...(visit.currency === undefined ? [] : [`${names.currency}=${visit.currency}`]),
    ...(visit.cartCount === 0 ? [] : [`${names.cartCount}=${visit.cartCount}`]),
  ];
  const response = await inject(
    (request, answer) => void site(request, answer, () => answer.writeHead(404).end(), { host }),
    {
      method: 'GET',
      url: visit.url,
      headers: {
        host: new URL(host.publicUrl).host,
        ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
      },
    },
  );
  return {
    status: response.statusCode,
    headers: { ...headersOf(response.headers), vary },
    body: response.rawPayload,
  };
}

/** Of the connection, and not of the page. */
const hopHeaders = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

const headersOf = (headers: NodeJS.Dict<number | string | string[]>): Page['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hopHeaders.has(name)
        ? []
        : [[name, Array.isArray(value) ? value : String(value)]],
    ),
  );
