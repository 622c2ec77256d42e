import assert from 'node:assert/strict';
import { type CartwrightClient, createClient } from '@cartwright/sdk';
import type { TestShop } from '@cartwright/testing';
import { asHeader, keepCookies } from './browse.ts';

export const password = 'correct horse battery staple';

export interface SignedIn {
  client: CartwrightClient;
  cookies: Map<string, string>;
}

export const register = (shop: TestShop, email: string): Promise<SignedIn> =>
  enter(shop, '/sign-up/email', { email, password, name: 'Ada O’Brien' });

export const signIn = (shop: TestShop, email: string): Promise<SignedIn> =>
  enter(shop, '/sign-in/email', { email, password });

export async function signOut(shop: TestShop, { cookies }: SignedIn): Promise<void> {
  const response = await post(shop, '/sign-out', {}, asHeader(cookies));
  assert.equal(response.status, 200, await response.text());
}

async function enter(shop: TestShop, path: string, body: object): Promise<SignedIn> {
  const response = await post(shop, path, body, '');
  assert.equal(response.status, 200, await response.text());
  const cookies = new Map<string, string>();
  keepCookies(response, cookies);
  const headers = { cookie: asHeader(cookies) };
  return { client: createClient({ baseUrl: shop.url, headers }), cookies };
}

const post = (shop: TestShop, path: string, body: object, cookie: string): Promise<Response> =>
  fetch(`${shop.url}/api/auth${path}`, {
    method: 'POST',
    // Sign-in believes only pages of the shop itself.
    headers: { 'content-type': 'application/json', origin: shop.url, cookie },
    body: JSON.stringify(body),
  });
