import type { Database } from '@cartwright/database';
import { pageOfAddresses } from '../use-cases/addresses.ts';
import { findPerson } from './people.ts';
import { listSessions } from './sessions.ts';

/** Everything that this service keeps about a shopper, but for passwords, keys and links. */
export async function exportAccount(
  db: Database,
  o: { shopperId: string; currentId: string | undefined },
) {
  const [profile, addresses, sessions] = await Promise.all([
    findPerson(db, o.shopperId),
    pageOfAddresses(db, { shopperId: o.shopperId, limit: 100, cursor: undefined }),
    listSessions(db, o),
  ]);
  return { profile, addresses: addresses.items, sessions };
}
