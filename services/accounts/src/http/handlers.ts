import {
  type Actor,
  type CallContext,
  ContractError,
  type Handlers,
  shopperIdOf,
} from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import type { Logger } from '@cartwright/telemetry';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { accountsContract, MailKind } from '../../contract/index.ts';
import type { OpenAuth } from '../auth.ts';
import { listAuditLog } from '../queries/audit-log.ts';
import { exportAccount } from '../queries/export-account.ts';
import { findPerson, renamePerson } from '../queries/people.ts';
import { listSessions } from '../queries/sessions.ts';
import {
  addAddress,
  deleteAddress,
  pageOfAddresses,
  setDefaultAddress,
  updateAddress,
} from '../use-cases/addresses.ts';
import { endOtherSessions, endSession } from '../use-cases/end-sessions.ts';
import { eraseShopper, findErasure } from '../use-cases/erase-shopper.ts';
import { identify } from '../use-cases/identify.ts';
import { acceptInvitation } from '../use-cases/staff-invitations.ts';

/** From the contract to the use cases, nothing else. */
export function accountsHandlers(o: {
  openAuth: OpenAuth;
  db: Database;
  log: Pick<Logger, 'info'>;
  /** Most tries to prove who one is. */
  triesMax: number;
}): Handlers<typeof accountsContract> {
  const { db } = o;
  return {
    identify: async ({ body }) => ({
      status: 200,
      body: { actor: copyOf(await identify(o, body)) },
    }),
    getShopper: async ({ params }) => ({
      status: 200,
      body: await findPerson(db, params.shopperId),
    }),
    getErasure: async ({ params }) => ({
      status: 200,
      body: await findErasure(db, params.shopperId),
    }),
    getMail: async ({ params }) => ({ status: 200, body: await findMail(db, params.mailId) }),
    getMe: async (_, context) => ({
      status: 200,
      body: await findPerson(db, shopperIdOf(context)),
    }),
    updateMe: async ({ body }, context) => ({
      status: 200,
      body: await renamePerson(db, shopperIdOf(context), body.name),
    }),
    listAddresses: async ({ query }, context) => ({
      status: 200,
      body: await pageOfAddresses(db, {
        shopperId: shopperIdOf(context),
        limit: query.limit ?? 24,
        cursor: query.cursor,
      }),
    }),
    addAddress: async ({ body }, context) => ({
      status: 201,
      body: await addAddress(
        db,
        { shopperId: shopperIdOf(context), key: context.idempotencyKey },
        body,
      ),
    }),
    updateAddress: async ({ params, body }, context) => ({
      status: 200,
      body: await updateAddress(db, { ...params, shopperId: shopperIdOf(context) }, body),
    }),
    deleteAddress: async ({ params }, context) => {
      await deleteAddress(db, { ...params, shopperId: shopperIdOf(context) });
      return { status: 204, body: null };
    },
    setDefaultAddress: async ({ params }, context) => ({
      status: 200,
      body: await setDefaultAddress(db, { ...params, shopperId: shopperIdOf(context) }),
    }),
    listSessions: async (_, context) => ({
      status: 200,
      body: { items: await listSessions(db, sessionOf(context)) },
    }),
    endOtherSessions: async (_, context) => {
      await endOtherSessions(db, sessionOf(context));
      return { status: 204, body: null };
    },
    endSession: async ({ params }, context) => {
      await endSession(db, { ...params, shopperId: shopperIdOf(context) });
      return { status: 204, body: null };
    },
    exportAccount: async (_, context) => ({
      status: 200,
      body: await exportAccount(db, sessionOf(context)),
    }),
    eraseMe: async ({ body }, context) => {
      const shopperId = shopperIdOf(context);
      // Beside better-auth, and loaded with it.
      const { provePerson } = await import('../use-cases/prove-person.ts');
      const proof = { password: body.password, code: body.code };
      const { $context: keys } = await o.openAuth();
      await provePerson({ ...o, keys: await keys }, shopperId, proof);
      await eraseShopper(db, shopperId, context.actor);
      // What a restored backup is told by (docs/runbooks/erasure.md).
      o.log.info({ shopperId }, 'shopper erased');
      return { status: 204, body: null };
    },
    acceptStaffInvitation: async ({ body }) => ({
      status: 201,
      body: await acceptInvitation(o, body),
    }),
    listAuditLog: async ({ query }) => ({
      status: 200,
      body: await listAuditLog(db, { ...query, limit: query.limit ?? 24 }),
    }),
  };
}

/** The contract's actor has a list of its own, ours is read-only. */
const copyOf = (actor: Actor) =>
  'scopes' in actor ? { ...actor, scopes: [...actor.scopes] } : actor;

const sessionOf = (context: CallContext) => ({
  shopperId: shopperIdOf(context),
  currentId: context.actor.kind === 'shopper' ? context.actor.sessionId : undefined,
});

async function findMail(db: Database, mailId: string) {
  const { rows } = await sql<{
    kind: Static<typeof MailKind>;
    email: string;
    name: string;
    url: string | null;
    locale: string | null;
  }>`
    select kind, email, name, url, locale
    from account_mail
    where id = ${mailId}
  `.execute(db);
  const [mail] = rows;
  if (mail === undefined) throw new ContractError('not-found');
  return mail;
}
