import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { LOCATIONS_MAX, type Location } from '../../contract/index.ts';
import type { DB } from '../store/tables.generated.ts';

/** All locations, in the order in which stock is taken from them. */
export async function listLocations(db: Database<DB>): Promise<Location[]> {
  const { rows } = await sql<Location>`
    select id, code, name, priority
    from location
    order by priority, id
    limit ${LOCATIONS_MAX}
  `.execute(db);
  return rows;
}
