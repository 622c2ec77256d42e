/** A year: browsers that came once by TLS come by nothing else. */
const secureSeconds = 365 * 24 * 3600;

/** All code and all looks are files of the shop: the build puts nothing of them into a page. */
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * What a browser may do with a page. Pages need neither devices nor a window that other sites can
 * reach.
 */
export function addSecurityHeaders(headers: Headers, publicUrl: string): void {
  headers.set('content-security-policy', contentPolicy);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'strict-origin-when-cross-origin');
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), usb=()');
  headers.set('cross-origin-opener-policy', 'same-origin');
  if (publicUrl.startsWith('https:'))
    headers.set('strict-transport-security', `max-age=${secureSeconds}`);
}
