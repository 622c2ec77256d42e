/** Redirect after a form: the browser asks for the page anew, so a reload sends nothing twice. */
export const seeOther = (path: string): Response =>
  new Response(null, { status: 303, headers: { location: path } });

/** A path of this shop, or the fallback: addresses from forms never lead to other sites. */
export function localPath(value: unknown, fallback: string): string {
  if (typeof value !== 'string' || !/^\/(?![/\\])[^\s\\]{0,500}$/.test(value)) return fallback;
  const base = 'http://shop.invalid';
  const url = URL.canParse(value, base) ? new URL(value, base) : undefined;
  return url?.origin === base ? `${url.pathname}${url.search}` : fallback;
}
