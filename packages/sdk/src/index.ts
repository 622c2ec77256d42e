import createFetchClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './api.generated.ts';

export type { components, paths };
export type CartwrightClient = Client<paths>;

export interface ClientOptions {
  /** Address of the shop, such as `https://shop.example.com`. */
  baseUrl: string;
  /** An API key, for staff calls. */
  apiKey?: string;
  /** Headers of every call. */
  headers?: Readonly<Record<string, string>>;
  /** Another way to send a request than the global `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * A typed client of the public API: `client.GET('/api/v1/products/{slug}', { params })` answers
 * `{ data }` or `{ error }`, the latter a problem document with a `code`.
 */
export function createClient(options: ClientOptions): CartwrightClient {
  return createFetchClient<paths>({
    baseUrl: options.baseUrl,
    headers: {
      ...options.headers,
      ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
    },
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
}

/** A key that makes one intention (a checkout, a refund) count once however often it is sent. */
export const newIdempotencyKey = (): string => crypto.randomUUID();
