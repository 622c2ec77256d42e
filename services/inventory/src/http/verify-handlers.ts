import type { Handlers } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { inventoryContract } from '../../contract/index.ts';
import { verifyHolds } from '../queries/verify-holds.ts';
import { verifyStock } from '../queries/verify-stock.ts';
import type { DB } from '../store/tables.generated.ts';
import { expireHold } from '../use-cases/expire-hold.ts';

type Routes = 'verifyHolds' | 'verifyStock' | 'expireHold';

/** What the command `verify` asks. */
export const verifyHandlers = (
  db: Database<DB>,
  rules: { fewLeftMax: number },
): Pick<Handlers<typeof inventoryContract>, Routes> => ({
  verifyHolds: async ({ body }) => ({ status: 200, body: await verifyHolds(db, body) }),
  verifyStock: async ({ body }) => ({ status: 200, body: await verifyStock(db, body) }),
  expireHold: async ({ params }) => ({
    status: 200,
    body: { ended: await expireHold(db, params.attemptId, rules) },
  }),
});
