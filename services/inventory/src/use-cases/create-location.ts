import { actorName, ContractError, type RequestContext } from '@cartwright/contract';
import {
  type Database,
  idempotent,
  isUniqueViolation,
  type Tx,
  transaction,
} from '@cartwright/database';
import { emitStaffAction } from '@cartwright/events';
import { sql } from 'kysely';
import { LOCATIONS_MAX, type Location, type LocationInput } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** Adds a location; throws `location-code-taken` or `too-many-locations`. */
export async function createLocation(
  db: Database<DB>,
  input: LocationInput,
  context: RequestContext,
): Promise<{ status: 201; body: Location }> {
  const scope = `create-location:${actorName(context.actor)}`;
  const record = { scope, key: context.idempotencyKey, body: input };
  try {
    const location = await transaction(db, (tx) =>
      idempotent(tx, record, () => create(tx, input, context)),
    );
    return { status: 201, body: location };
  } catch (error) {
    if (!isUniqueViolation(error, 'location_code_key')) throw error;
    throw new ContractError('location-code-taken', { cause: error });
  }
}

async function create(
  tx: Tx<DB>,
  input: LocationInput,
  { actor }: RequestContext,
): Promise<Location> {
  const { rows } = await sql<Location>`
    insert into location (code, name, priority)
    select ${input.code},
           ${input.name},
           coalesce(${input.priority ?? null}::integer, max(priority) + 1, 0)
    from location
    having count(*) < ${LOCATIONS_MAX}
    returning id, code, name, priority
  `.execute(tx);
  const location = rows[0];
  if (location === undefined) throw new ContractError('too-many-locations');
  await emitStaffAction(tx, 'inventory', actor, {
    action: 'location-created',
    subject: location.id,
    changes: { code: location.code, priority: location.priority },
  });
  return location;
}
