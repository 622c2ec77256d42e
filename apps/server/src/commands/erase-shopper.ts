import { parseArgs } from 'node:util';
import { eraseShopper } from '@cartwright/accounts';
import { isContractError, isId } from '@cartwright/contract';
import { commandOf, say, WrongUsage } from '../command-words.ts';
import { inAccounts, operator } from '../rights-given.ts';

/** Erases shoppers by their ids, as they can do themselves: docs/runbooks/erasure.md tells when. */
export async function eraseShoppers(args: string[]): Promise<number> {
  const { positionals: shopperIds } = parseArgs({ args, allowPositionals: true });
  if (shopperIds.length === 0 || !shopperIds.every(isId)) throw new WrongUsage();
  return inAccounts(async (db) => {
    let exitCode = 0;
    for (const shopperId of shopperIds) {
      const outcome = await eraseShopper(db, shopperId, operator).then(() => 'erased', whyNot);
      if (outcome === isStaff) exitCode = 1;
      say(`${shopperId}: ${outcome}`);
    }
    return exitCode;
  });
}

const isStaff = `staff, not erased: first ${commandOf('staff remove ID')}`;

function whyNot(error: unknown): string {
  if (isContractError(error, 'not-found')) return 'not there';
  if (isContractError(error, 'not-allowed')) return isStaff;
  throw error;
}
