import { type Address, ContractError, listPage, readIdCursor } from '@cartwright/contract';
import { type Database, idempotent, type Tx, transaction } from '@cartwright/database';
import { sql } from 'kysely';

/** Enough for a family and its office; a bound on what one account can store. */
const addressesMax = 20;

interface Row {
  id: string;
  address: Address;
}

interface ListedRow extends Row {
  defaultSince: Date | null;
}

const shown = (row: Row, defaultId: string | undefined) => ({
  ...row.address,
  id: row.id,
  isDefault: row.id === defaultId,
});

/** The address chosen last as the default; as long as none was, the oldest. */
const defaultOf = (rows: readonly ListedRow[]): string | undefined =>
  rows
    .filter(({ defaultSince }) => defaultSince !== null)
    .sort((a, b) => Number(b.defaultSince) - Number(a.defaultSince))[0]?.id ?? rows[0]?.id;

/** A page of a shopper's addresses, oldest first. */
export async function pageOfAddresses(
  db: Database,
  o: { shopperId: string; limit: number; cursor: string | undefined },
) {
  const cursor = readIdCursor(o.cursor);
  const all = await listAddresses(db, o.shopperId);
  // An account has so few that a page of them is not worth a query of its own.
  const rest = all.filter(({ id }) => cursor === undefined || id > cursor);
  return listPage(rest, o.limit, ({ id }) => id);
}

/** All of a shopper's addresses. */
async function listAddresses(db: Database | Tx, shopperId: string) {
  const { rows } = await sql<ListedRow>`
    select id, address, default_since as "defaultSince"
    from shopper_address
    where user_id = ${shopperId}
    order by id
    limit ${addressesMax}`.execute(db);
  const defaultId = defaultOf(rows);
  return rows.map((row) => shown(row, defaultId));
}

/** Saves an address, once for one key. Throws `address-limit-reached`. */
export async function addAddress(
  db: Database,
  o: { shopperId: string; key: string | undefined },
  address: Address,
) {
  const { shopperId, key } = o;
  return transaction(db, async (tx) => {
    const record = { scope: `add-address:${shopperId}`, key, body: address };
    // The record holds the id alone: an address that is forgotten must be gone.
    const addedId = await idempotent(tx, record, () => add(tx, shopperId, address));
    const saved = (await listAddresses(tx, shopperId)).find(({ id }) => id === addedId);
    if (saved === undefined) throw new ContractError('not-found');
    return saved;
  });
}

async function add(tx: Tx, shopperId: string, address: Address): Promise<string | undefined> {
  // The shopper's own row is the lock that keeps two additions from passing the limit together.
  await sql`select 1 from "user" where id = ${shopperId} for update`.execute(tx);
  const known = await listAddresses(tx, shopperId);
  if (known.length >= addressesMax) throw new ContractError('address-limit-reached');
  const { rows } = await sql<{ id: string }>`
    insert into shopper_address (user_id, address)
    values (${shopperId}, ${JSON.stringify(address)}::jsonb)
    returning id`.execute(tx);
  return rows[0]?.id;
}

export async function updateAddress(
  db: Database,
  o: { shopperId: string; addressId: string },
  address: Address,
) {
  const { rows } = await sql<Row>`
    update shopper_address
    set address = ${JSON.stringify(address)}::jsonb
    where id = ${o.addressId} and user_id = ${o.shopperId}
    returning id, address`.execute(db);
  const known = await listAddresses(db, o.shopperId);
  return one(rows, known.find(({ isDefault }) => isDefault)?.id);
}

export async function setDefaultAddress(db: Database, o: { shopperId: string; addressId: string }) {
  const { rows } = await sql<Row>`
    update shopper_address
    set default_since = clock_timestamp()
    where id = ${o.addressId} and user_id = ${o.shopperId}
    returning id, address`.execute(db);
  return one(rows, o.addressId);
}

export async function deleteAddress(
  db: Database,
  o: { shopperId: string; addressId: string },
): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from shopper_address
    where id = ${o.addressId} and user_id = ${o.shopperId}`.execute(db);
  if (numAffectedRows === 0n) throw new ContractError('not-found');
}

function one(rows: readonly Row[], first: string | undefined) {
  const [row] = rows;
  if (row === undefined) throw new ContractError('not-found');
  return shown(row, first);
}
