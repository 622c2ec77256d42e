import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { PICTURE_BYTES_MAX } from '../../contract/index.ts';
import { isPublicAddress } from './public-address.ts';

type FetchedPicture =
  | { bytes: Buffer }
  /** Skipped: its host was given up before, so it was not asked for. */
  | { problem: string; isSkipped?: boolean };

export interface PictureFetcher {
  /** Never throws: what cannot be fetched is told in words. */
  fetch: (address: string) => Promise<FetchedPicture>;
  /** Hosts that were given up because they could not be reached, with what was skipped. */
  skippedHosts: () => { host: string; skipped: number }[];
  close: () => Promise<void>;
}

export interface FetcherOptions {
  /** Which IP addresses may be asked; tests name another rule. */
  isAllowed?: (ip: string) => boolean;
  timeoutMs?: number;
  /** After so many failed connections in a row the rest of a host's pictures is skipped. */
  failuresMax?: number;
}

const REDIRECTS_MAX = 3;
const TIMEOUT_MS = 10_000;
const FAILURES_MAX = 3;

/** A refusal or failure in words for the person who imports. */
class NotFetched extends Error {
  readonly kind: 'refused' | 'unreachable' | 'skipped';
  constructor(message: string, kind: NotFetched['kind'] = 'refused') {
    super(message);
    this.kind = kind;
  }
}

/**
 * Fetches pictures from the public internet only. The address that a name leads to is checked in
 * the very look-up that the connection uses, so a name that changes between check and use gains
 * nothing; each redirect is checked like a first address.
 */
export function createPictureFetcher(options: FetcherOptions = {}): PictureFetcher {
  const isAllowed = options.isAllowed ?? isPublicAddress;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const failuresMax = options.failuresMax ?? FAILURES_MAX;
  const failures = new Map<string, number>();
  const agent = new Agent({
    connect: { lookup: checkedLookup(isAllowed), timeout: timeoutMs },
    connections: 4,
    maxHeaderSize: 16_384,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const skipped = new Map<string, number>();

  async function ask(url: URL, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    refuseUnfit(url, isAllowed);
    if ((failures.get(url.host) ?? 0) >= failuresMax) {
      skipped.set(url.host, (skipped.get(url.host) ?? 0) + 1);
      throw new NotFetched(`${url.host} could not be reached before`, 'skipped');
    }
    try {
      const response = await request(url, { dispatcher: agent, signal, headers });
      failures.delete(url.host);
      return response;
    } catch (error) {
      const failure = failureOf(error, url.host);
      if (failure.kind === 'unreachable') failures.set(url.host, (failures.get(url.host) ?? 0) + 1);
      throw failure;
    }
  }

  async function follow(address: string, signal: AbortSignal): Promise<Buffer> {
    let url = parseAddress(address);
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
      const response = await ask(url, signal);
      const { location } = response.headers;
      const isRedirect = response.statusCode >= 300 && response.statusCode < 400;
      if (!isRedirect || typeof location !== 'string') return readBody(response);
      await response.body.dump();
      url = parseAddress(location, url);
    }
    throw new NotFetched(`leads on more than ${REDIRECTS_MAX} times`);
  }

  return {
    fetch: async (address) => {
      try {
        return { bytes: await follow(address, AbortSignal.timeout(timeoutMs)) };
      } catch (error) {
        const { message, kind } = failureOf(error, address);
        return { problem: message, isSkipped: kind === 'skipped' };
      }
    },
    skippedHosts: () => [...skipped].map(([host, count]) => ({ host, skipped: count })),
    close: () => agent.destroy(),
  };
}

const headers = { accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif' };

function parseAddress(address: string, base?: URL): URL {
  const url = URL.parse(address, base);
  if (url === null) throw new NotFetched('is not an address');
  return url;
}

/** A literal IP address is never looked up, so it is checked here. */
function refuseUnfit(url: URL, isAllowed: (ip: string) => boolean): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new NotFetched('is not an address of http or https');
  if (url.username !== '' || url.password !== '')
    throw new NotFetched('holds a user name or a password');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isAllowed(host))
    throw new NotFetched(`${host} is no address of the public internet`);
}

/** Looks a name up and refuses it when any of its addresses is not allowed. */
export const checkedLookup =
  (isAllowed: (ip: string) => boolean): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const [first] = found ?? [];
      if (error !== null) return callback(error, '', 0);
      if (first === undefined) return callback(new NotFetched('has no address'), '', 0);
      const refused = found.find(({ address }) => !isAllowed(address));
      if (refused !== undefined) {
        const reason = `${hostname} leads to ${refused.address}, which is no address of the public internet`;
        return callback(new NotFetched(reason), '', 0);
      }
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };

async function readBody({ statusCode, headers: got, body }: Dispatcher.ResponseData) {
  const length = Number(got['content-length'] ?? 0);
  const problem =
    statusCode === 200
      ? length > PICTURE_BYTES_MAX
        ? tooLarge
        : undefined
      : `answered ${statusCode}`;
  if (problem !== undefined) {
    // Not read on, since the other side may send without end; that it is cut off is no news.
    body.on('error', () => undefined).destroy();
    throw new NotFetched(problem);
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > PICTURE_BYTES_MAX) {
      body.destroy();
      throw new NotFetched(tooLarge);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = `is larger than ${PICTURE_BYTES_MAX / 1024 / 1024} MB`;

function failureOf(error: unknown, host: string): NotFetched {
  const own = [error, error instanceof Error ? error.cause : undefined].find(
    (one) => one instanceof NotFetched,
  );
  if (own instanceof NotFetched) return own;
  if (error instanceof Error && error.name === 'TimeoutError')
    return new NotFetched(`${host} did not answer in time`, 'unreachable');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return new NotFetched(`${host} cannot be reached (${code})`, 'unreachable');
}
