import { type Actor, ContractError } from '@cartwright/contract';
import { type Database, transaction } from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import type { Location, LocationChanges } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** Renames a location or moves it in the order of taking; promises made stay where they are. */
export async function changeLocation(
  db: Database<DB>,
  change: { locationId: string; changes: LocationChanges },
  actor: Actor,
): Promise<Location> {
  const { locationId, changes } = change;
  return transaction(db, async (tx) => {
    const { rows } = await sql<Location>`
      update location
      set name = coalesce(${changes.name ?? null}, name),
          priority = coalesce(${changes.priority ?? null}, priority)
      where id = ${locationId}
      returning id, code, name, priority
    `.execute(tx);
    const location = rows[0];
    if (location === undefined) throw new ContractError('not-found');
    await emitStaffAction(tx, 'inventory', actor, {
      action: 'location-changed',
      subject: locationId,
      changes: { fields: Object.keys(changes), priority: location.priority },
    });
    return location;
  });
}
