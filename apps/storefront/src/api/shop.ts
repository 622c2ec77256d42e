import { type CartwrightClient, createClient } from '@cartwright/sdk';
import { ownCookies } from '../browser/cookies.ts';
import type { Host } from '../host.ts';
import { ApiProblem, answerOf, isRecord } from './problems.ts';
import type { CollectionNode, Store } from './shapes.ts';

/** The shop's API, asked on behalf of the browser whose request is being answered. */
export interface Shop {
  api: CartwrightClient;
  /** What several parts of a page need; asked for once in a request. */
  store: () => Promise<Store>;
  collections: () => Promise<CollectionNode[]>;
  /** Calls of sign-in, which has its own addresses; a refusal is thrown. */
  account: (call: string, body: Record<string, unknown>) => Promise<Record<string, unknown>>;
  /** Cookies that the API has set meanwhile: they belong to the browser. */
  setCookies: readonly string[];
}

/** Opens the API for one request: its session cookie and its trace travel with every call. */
export function openShop(request: Request, host: Host): Shop {
  const setCookies: string[] = [];
  const headers = headersOf(request, host);
  const ask = async (call: Request): Promise<Response> => {
    const response = await host.fetch(call);
    setCookies.push(...response.headers.getSetCookie());
    return response;
  };
  const api = createClient({ baseUrl: host.publicUrl, headers, fetch: ask });
  return {
    api,
    store: once(() => answerOf(api.GET('/api/v1/store'))),
    collections: once(async () => (await answerOf(api.GET('/api/v1/collections'))).items),
    account: async (call, body) => {
      const response = await ask(
        new Request(`${host.publicUrl}/api/auth/${call}`, {
          method: 'POST',
          headers: {
            ...headers,
            'content-type': 'application/json',
            // Mails that the call leads to speak the language of the page.
            'accept-language': host.language,
            origin: host.publicUrl,
          },
          body: JSON.stringify(body),
        }),
      );
      const answer = await documentOf(response);
      if (!response.ok) throw new ApiProblem(response.status, answer);
      return isRecord(answer) ? answer : {};
    },
    setCookies,
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

function headersOf(request: Request, host: Host): Record<string, string> {
  const session = sessionOf(request.headers.get('cookie') ?? '');
  const userAgent = request.headers.get('user-agent');
  // Where no proxy was declared, its address alone would look like a browser on this machine.
  const isPassedOn = request.headers.has('x-forwarded-for') || request.headers.has('forwarded');
  return {
    traceparent: host.traceparent,
    'x-forwarded-for': host.clientAddress,
    ...(isPassedOn ? { forwarded: 'for=unknown' } : {}),
    host: new URL(host.publicUrl).host,
    ...(session === '' ? {} : { cookie: session }),
    ...(userAgent === null ? {} : { 'user-agent': userAgent }),
  };
}

/** Cookies of the API; ours hold secrets of another kind and stay here. */
const sessionOf = (cookie: string): string =>
  cookie
    .split('; ')
    .filter((pair) => {
      const name = pair.slice(0, Math.max(0, pair.indexOf('=')));
      return name !== '' && !ownCookies.includes(name);
    })
    .join('; ');

/** Sign-in answers `{ code, message }`, and nothing at all when something before it refuses. */
async function documentOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) return {};
    throw cause;
  }
}
