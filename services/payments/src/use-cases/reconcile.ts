import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { sql } from 'kysely';
import { paymentsEvents } from '../../contract/index.ts';
import { compareBooks, type Difference, type OurPayment } from '../domain/compare-books.ts';
import type { PaymentProvider, ProviderPayment } from '../domain/provider.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { isOverdue } from '../store/overdue.ts';
import { isTryId } from '../store/tries.ts';

/** Tries looked through at a time in our books. */
const PAGE = 500;
/** Disagreements of earlier runs looked at again; more than this is one disaster, not many. */
const OPEN_MAX = 1_000;

/**
 * Holds both books against each other, both ways. A difference counts only if it is still there
 * when the key is looked at once more and nothing of ours moved meanwhile.
 */
export async function reconcile(parts: PaymentsParts, runId: string): Promise<void> {
  const run = await sql<{ provider: string; changedFrom: Date }>`
    select provider,
           started_at - make_interval(days => ${parts.reconcile.days}) as "changedFrom"
    from reconciliation_run
    where id = ${runId}
      and status = 'running'
  `.execute(parts.db);
  const [started] = run.rows;
  const provider = started === undefined ? undefined : parts.providers.get(started.provider);
  if (started === undefined || provider === undefined) return;
  const { changedFrom } = started;
  const suspects = new Set(await openKeys(parts, provider.name));
  const comparedCount = await compareTheirs(parts, { provider, runId, changedFrom, suspects });
  await findMissingAtProvider(parts, { provider, runId, changedFrom, suspects });
  let disagreementCount = 0;
  for (const key of suspects) {
    disagreementCount += await confirm(parts, { provider, runId, key });
  }
  await transaction(parts.db, async (tx) => {
    await sql`
      delete from reconciliation_seen
      where run_id = ${runId}
    `.execute(tx);
    await sql`
      update reconciliation_run
      set status = 'finished',
          compared_count = ${comparedCount},
          disagreement_count = ${disagreementCount},
          finished_at = clock_timestamp()
      where id = ${runId}
        and status = 'running'
    `.execute(tx);
  });
  parts.log.info({ runId, comparedCount, disagreementCount }, 'books compared');
}

interface Pass {
  provider: PaymentProvider;
  runId: string;
  changedFrom: Date;
  /** Keys to be looked at once more. */
  suspects: Set<string>;
}

async function openKeys(parts: PaymentsParts, provider: string): Promise<string[]> {
  const open = await sql<{ key: string }>`
    select distinct key
    from disagreement
    where provider = ${provider}
      and resolved_at is null
    limit ${OPEN_MAX}
  `.execute(parts.db);
  return open.rows.map(({ key }) => key);
}

async function compareTheirs(parts: PaymentsParts, pass: Pass): Promise<number> {
  let comparedCount = 0;
  let cursor: string | null = null;
  do {
    const page: { items: ProviderPayment[]; nextCursor: string | null } = await pass.provider.list({
      changedFrom: pass.changedFrom,
      cursor,
    });
    const keys = page.items.map(({ key }) => key);
    const ours = await ourPayments(parts, keys);
    for (const theirs of page.items) {
      if (compareBooks(ours.get(theirs.key), theirs).length > 0) pass.suspects.add(theirs.key);
    }
    await sql`
      insert into reconciliation_seen (run_id, key)
      select ${pass.runId}, key
      from unnest(${keys}::text[]) as key
      on conflict do nothing
    `.execute(parts.db);
    comparedCount += page.items.length;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return comparedCount;
}

/** Pages by the time of the last change, so that tries of before the comparison are never read. */
async function findMissingAtProvider(parts: PaymentsParts, pass: Pass): Promise<void> {
  let after: { changedAt: string; tryId: string } | undefined;
  for (;;) {
    const page = await sql<{ tryId: string; changedAt: string; isSeen: boolean }>`
      select t.try_id as "tryId",
             t.updated_at::text as "changedAt",
             exists (
               select 1
               from reconciliation_seen s
               where s.run_id = ${pass.runId}
                 and s.key = t.try_id::text
             ) as "isSeen"
      from payment_try t
      where t.updated_at >= ${pass.changedFrom}
        and (t.updated_at, t.try_id) > (
          ${after?.changedAt ?? '-infinity'}::timestamptz,
          ${after?.tryId ?? '00000000-0000-0000-0000-000000000000'}::uuid
        )
        and t.method = ${pass.provider.name}
      order by t.updated_at, t.try_id
      limit ${PAGE}
    `.execute(parts.db);
    const unseen = page.rows.filter(({ isSeen }) => !isSeen).map(({ tryId }) => tryId);
    const ours = await ourPayments(parts, unseen);
    for (const tryId of unseen) {
      if (compareBooks(ours.get(tryId), undefined).length > 0) pass.suspects.add(tryId);
    }
    after = page.rows.at(-1);
    if (page.rows.length < PAGE) return;
  }
}

async function ourPayments(
  parts: PaymentsParts,
  keys: readonly string[],
): Promise<Map<string, OurPayment & { version: string }>> {
  const tryIds = keys.filter(isTryId);
  if (tryIds.length === 0) return new Map();
  const found = await sql<OurPayment & { version: string; tryId: string }>`
    select try_id as "tryId",
           status,
           amount_minor as "amountMinor",
           currency,
           captured_minor as "capturedMinor",
           refunded_minor as "refundedMinor",
           payment_id as "paymentId",
           (
             (status in ('intent', 'unknown', 'voiding') or capturing_minor + refunding_minor > 0)
             and not ${isOverdue}
           )
             or updated_at > clock_timestamp()
                             - make_interval(secs => ${parts.reconcile.settleSeconds})
             as "isMoving",
           status || updated_at::text as version
    from payment_try t
    where try_id = any(${tryIds}::uuid[])
  `.execute(parts.db);
  return new Map(found.rows.map((row) => [row.tryId, row]));
}

/** Looks at one key again on both sides; records what differs and resolves what no longer does. */
async function confirm(
  parts: PaymentsParts,
  o: { provider: PaymentProvider; runId: string; key: string },
): Promise<number> {
  const before = (await ourPayments(parts, [o.key])).get(o.key);
  const answer = await o.provider.lookUp(o.key);
  if (answer.kind === 'no-answer') throw new Error('the provider stopped answering');
  const ours = (await ourPayments(parts, [o.key])).get(o.key);
  if (before?.version !== ours?.version || ours?.isMoving === true) return 0;
  const theirs = answer.kind === 'payment' ? answer.payment : undefined;
  const differences = compareBooks(ours, theirs);
  const { provider, key, runId } = o;
  const added = await transaction(parts.db, async (tx) => {
    const kinds = differences.map(({ kind }) => kind);
    await sql`
      update disagreement
      set resolved_at = clock_timestamp()
      where provider = ${provider.name}
        and key = ${key}
        and resolved_at is null
        and kind <> all(${kinds}::text[])
    `.execute(tx);
    const found: Difference[] = [];
    for (const difference of differences) {
      const written = await sql<{ id: string; isNew: boolean }>`
        insert into disagreement (provider, key, kind, ours, theirs)
        values (
          ${provider.name}, ${key}, ${difference.kind}, ${difference.ours}, ${difference.theirs}
        )
        on conflict (provider, key, kind) where resolved_at is null
        do update
        set last_seen_at = clock_timestamp(),
            ours = excluded.ours,
            theirs = excluded.theirs
        returning id, xmax = 0 as "isNew"
      `.execute(tx);
      const [row] = written.rows;
      if (row?.isNew !== true) continue;
      found.push(difference);
      await emit(tx, paymentsEvents.booksDisagree, {
        subject: row.id,
        data: {
          disagreementId: row.id,
          runId,
          provider: provider.name,
          key,
          kind: difference.kind,
        },
      });
    }
    return found;
  });
  for (const { kind } of added) {
    parts.log.error({ key, kind, runId }, 'our books and the payment provider’s disagree');
  }
  return differences.length;
}
