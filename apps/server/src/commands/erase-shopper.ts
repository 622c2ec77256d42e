import { parseArgs } from 'node:util';
import { eraseShopper } from '@cartwright/accounts';
import { orNothing } from '@cartwright/contract';
import { openBooks } from '../books.ts';
import { commandOf } from '../command-words.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Erases shoppers by their ids, as they can do themselves: docs/runbooks/erasure.md tells when. */
export async function eraseShoppers(args: string[]): Promise<number> {
  const { positionals: shopperIds } = parseArgs({ args, allowPositionals: true });
  if (shopperIds.length === 0 || !shopperIds.every((id) => uuid.test(id))) {
    process.stderr.write(`Usage: ${commandOf('erase-shopper ID...')}\n`);
    return 2;
  }
  const books = await openBooks(['accounts']);
  try {
    const { db } = books.open('accounts');
    for (const shopperId of shopperIds) {
      const erased = eraseShopper(db, shopperId).then(() => 'erased');
      const outcome = await orNothing(erased, 'not-found');
      process.stdout.write(`${shopperId}: ${outcome ?? 'not there'}\n`);
    }
    return 0;
  } finally {
    await books.close();
  }
}
