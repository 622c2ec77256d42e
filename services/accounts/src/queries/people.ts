import { ContractError } from '@cartwright/contract';
import type { Database } from '@cartwright/database';
import { sql } from 'kysely';

interface Person {
  id: string;
  email: string;
  emailVerified: boolean;
  name: string;
  twoFactorEnabled: boolean;
  createdAt: string;
}

export async function findPerson(db: Database, id: string): Promise<Person> {
  const { rows } = await sql<Omit<Person, 'createdAt'> & { createdAt: Date }>`
    select id, email, "emailVerified", name, "twoFactorEnabled", "createdAt"
    from "user"
    where id = ${id}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new ContractError('not-found');
  return { ...row, createdAt: row.createdAt.toISOString() };
}

export async function renamePerson(db: Database, id: string, name: string): Promise<Person> {
  await sql`
    update "user" set name = ${name}, "updatedAt" = now() where id = ${id}`.execute(db);
  return findPerson(db, id);
}
