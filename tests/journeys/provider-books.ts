import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShopAddress } from '@cartwright/testing';

/** One authorisation, as the provider's own books tell it. */
export interface ProviderAuthorisation {
  key: string;
  status: string;
  amount: number;
  captured: number;
  refunded: number;
}

/** One sending that the provider owes the shop; null as long as the shop has not taken it. */
interface ProviderWebhook {
  /** Of the authorisation that it tells of. */
  key: string;
  deliveredAt: number | null;
}

/** Reads the books of the other side: the only way to see a double charge. */
export const providerBooks = async (shop: ShopAddress): Promise<ProviderAuthorisation[]> =>
  (await readBooks(shop)).authorisations;

export const providerWebhooks = async (shop: ShopAddress): Promise<ProviderWebhook[]> =>
  (await readBooks(shop)).webhooks;

async function readBooks(
  shop: ShopAddress,
): Promise<{ authorisations: ProviderAuthorisation[]; webhooks: ProviderWebhook[] }> {
  const { port } = await providerAddress(shop);
  const response = await fetch(`http://127.0.0.1:${port}/books`);
  return response.json();
}

/** Where the provider of a shop runs; it is a process of its own. */
export async function providerAddress(shop: ShopAddress): Promise<{ port: number; pid: number }> {
  const folder = shop.shape === 'whole' ? shop.dataDir : join(shop.dataDir, 'payments');
  const file = join(folder, 'test-payment-provider', 'provider.json');
  return JSON.parse(await readFile(file, 'utf8'));
}

/** Presses a button on the provider's page, as the shopper's browser would. */
export async function answerChallenge(url: string, decision: 'confirm' | 'refuse'): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ decision }),
  });
  assert.equal(response.status, 303);
}
