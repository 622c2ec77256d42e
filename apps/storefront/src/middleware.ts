import type { MiddlewareHandler } from 'astro';
import { ApiProblem, isOverload, isProblem } from './api/problems.ts';
import { openShop } from './api/shop.ts';
import { dropFlash, readFlash } from './browser/cookies.ts';
import { seeOther } from './browser/redirects.ts';
import { addSecurityHeaders } from './browser/security-headers.ts';
import { packResponse } from './compression.ts';
import { type Language, languageOf } from './language.ts';

/**
 * Opens the API for each request, passes its cookies to the browser, and turns its refusals that a
 * page did not expect into pages.
 */
export const onRequest: MiddlewareHandler = async (context, next) => {
  // A rewrite to an error page comes here again, with the same locals.
  const isFirst = context.locals.shop === undefined;
  if (!isFirst) return next();
  context.locals.shop = openShop(context.request, context.locals.host);
  const language = languageOf(context.locals.host.language);
  context.locals.language = language;
  context.locals.address = context.url.pathname + context.url.search;
  const flash = readFlash(context);
  context.locals.flash = flash;
  const response = await next().catch((error: unknown) => showFailure(context, error));
  // Said once it is shown; a redirect shows nothing, nor does what tells a script where to go.
  const isShown = response.status !== 204 && (response.status < 300 || response.status >= 400);
  if (flash !== undefined && isShown) dropFlash(context);
  keepLanguage(response, language);
  for (const cookie of context.locals.shop.setCookies)
    response.headers.append('set-cookie', cookie);
  addSecurityHeaders(response.headers, context.locals.host.publicUrl);
  if (!response.headers.has('cache-control'))
    response.headers.set('cache-control', cacheControlOf(context.url.pathname));
  return packResponse(context.request, response);
};

/** Pages with names and addresses lie in no browser's cache: another may sit there next. */
const cacheControlOf = (path: string): string =>
  /^\/(?:account|checkout|orders|withdraw)(?:\/|$)/.test(path)
    ? 'private, no-store'
    : 'private, no-cache';

/** Pages name addresses of the shop without a language; the browser stays in its own. */
function keepLanguage(response: Response, language: Language): void {
  const location = response.headers.get('location');
  // Links of mails lead to sign-in itself, which has no language.
  if (location !== null && /^\/(?!\/|api\/)/.test(location))
    response.headers.set('location', language.to(location));
}

function showFailure(
  context: Parameters<MiddlewareHandler>[0],
  error: unknown,
): Response | Promise<Response> {
  if (isProblem(error, 'sign-in-required')) {
    const here = context.url.pathname + context.url.search;
    const back = context.request.method === 'GET' ? here : '/account';
    return seeOther(`/sign-in?next=${encodeURIComponent(back)}`);
  }
  const isFault = !(error instanceof ApiProblem) || (error.status >= 500 && !isOverload(error));
  if (isFault) context.locals.host.report(error);
  context.locals.failure = error instanceof ApiProblem ? error : new ApiProblem(500, {});
  const page = isProblem(error, 'not-found')
    ? '/404'
    : isProblem(error, 'product-gone', 'collection-gone')
      ? '/410'
      : '/failure';
  // A new request: the body of a form has been read by now.
  return context.rewrite(new Request(new URL(page, context.url)));
}
