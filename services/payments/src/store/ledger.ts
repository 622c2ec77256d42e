import type { Tx } from '@cartwright/database';
import { sql } from 'kysely';

type EntryKind = 'authorise' | 'capture' | 'refund' | 'release';

const accounts: Readonly<Record<EntryKind, readonly [from: string, to: string]>> = {
  authorise: ['shopper', 'hold'],
  capture: ['hold', 'shop'],
  refund: ['shop', 'shopper'],
  release: ['hold', 'shopper'],
};

/** Enters one movement of money; a second entry of the same movement is an error of ours. */
export async function enter(
  tx: Tx,
  o: {
    kind: EntryKind;
    tryId: string;
    referenceId: string;
    amountMinor: number;
    currency: string;
  },
): Promise<void> {
  const [from, to] = accounts[o.kind];
  await sql`
    insert into ledger_entry (
      try_id, kind, reference_id, from_account, to_account, amount_minor, currency
    )
    values (
      ${o.tryId}, ${o.kind}, ${o.referenceId}, ${from}, ${to}, ${o.amountMinor}, ${o.currency}
    )
  `.execute(tx);
}
