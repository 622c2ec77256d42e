import type { IncomingMessage } from 'node:http';

/**
 * The address of a request. One that cannot be decoded is refused, which programs are told in a
 * problem document; to browsers, which ask for pages, it is an address that leads nowhere: read
 * letter by letter it gets the page for those.
 */
export function readableAddress({ url = '/', headers }: IncomingMessage): string {
  if (!url.includes('%') || url.startsWith('/api/') || isReadable(url)) return url;
  return headers.accept?.includes('text/html') ? url.replaceAll('%', '%25') : url;
}

/** PostgreSQL cannot store NUL; nobody types it into an address. */
function isReadable(url: string): boolean {
  const [path = ''] = url.split('?', 1);
  try {
    return decodeURIComponent(path) !== '' && !url.includes('%00');
  } catch {
    return false;
  }
}
