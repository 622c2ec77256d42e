import { type Actor, ContractError } from '@cartwright/contract';
import { type Tx, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { ReconciliationRun } from '../../contract/index.ts';
import type { PaymentsParts } from '../payments-parts.ts';
import { presentRun, type RunRow, runColumns } from '../queries/get-reconciliation.ts';

/** Starts a comparison now, or names the one that is under way. */
export async function startReconciliation(
  parts: PaymentsParts,
  actor: Actor,
): Promise<ReconciliationRun> {
  const [provider] = parts.providers.keys();
  if (provider === undefined) throw new ContractError('payment-method-unavailable');
  const row = await transaction(parts.db, async (tx) => {
    const run = await start(parts, tx, provider);
    await emitStaffAction(tx, 'payments', actor, {
      action: 'reconciliation-started',
      subject: run.id,
      changes: { provider },
    });
    return run;
  });
  return presentRun(row);
}

/** Starts the regular comparison of every provider whose last one is long enough ago. */
export async function startDueReconciliations(parts: PaymentsParts): Promise<void> {
  for (const provider of parts.providers.keys()) {
    await transaction(parts.db, async (tx) => {
      const recent = await sql`
        select 1
        from reconciliation_run
        where provider = ${provider}
          and started_at > clock_timestamp()
                           - make_interval(mins => ${parts.reconcile.everyMinutes})
        limit 1
      `.execute(tx);
      if (recent.rows.length === 0) await start(parts, tx, provider);
    });
  }
}

async function start(parts: PaymentsParts, tx: Tx, provider: string): Promise<RunRow> {
  // Longer than any comparison takes: its process died and its job was given up.
  await sql`
    update reconciliation_run
    set status = 'failed', finished_at = clock_timestamp()
    where provider = ${provider}
      and status = 'running'
      and started_at < clock_timestamp() - interval '2 hours'
  `.execute(tx);
  await sql`
    delete from reconciliation_seen
    where run_id in (
      select id
      from reconciliation_run
      where provider = ${provider}
        and status = 'failed'
    )
  `.execute(tx);
  const inserted = await sql<RunRow>`
    insert into reconciliation_run (provider, status)
    values (${provider}, 'running')
    on conflict (provider) where status = 'running'
    do nothing
    returning ${runColumns}
  `.execute(tx);
  const [run] = inserted.rows;
  if (run !== undefined) {
    await parts.jobs.enqueue(tx, 'reconcile-books', { runId: run.id });
    return run;
  }
  const running = await sql<RunRow>`
    select ${runColumns}
    from reconciliation_run
    where provider = ${provider}
    order by started_at desc
    limit 1
  `.execute(tx);
  const [found] = running.rows;
  if (found === undefined) throw new Error('a running reconciliation is not to be found');
  return found;
}
