import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestShop } from '@cartwright/testing';

/** One authorisation, as the provider's own books tell it. */
export interface ProviderAuthorisation {
  key: string;
  status: string;
  amount: number;
  captured: number;
  refunded: number;
}

/** Reads the books of the other side: the only way to see a double charge. */
export async function providerBooks(shop: TestShop): Promise<ProviderAuthorisation[]> {
  const folder = shop.shape === 'whole' ? shop.dataDir : join(shop.dataDir, 'payments');
  const file = join(folder, 'test-payment-provider', 'provider.json');
  const { port }: { port: number } = JSON.parse(await readFile(file, 'utf8'));
  const response = await fetch(`http://127.0.0.1:${port}/books`);
  const books: { authorisations: ProviderAuthorisation[] } = await response.json();
  return books.authorisations;
}
