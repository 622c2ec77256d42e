import { LOWEST_ID, type VerifyPageQuery } from '@cartwright/contract';
import { type RawBuilder, sql } from 'kysely';

/** Whether a row is one of those that a page of `verify` asks for, by the column of its ids. */
export const isOnPage = (column: string, { after, only }: VerifyPageQuery): RawBuilder<unknown> =>
  only === undefined
    ? sql`${sql.ref(column)} > ${after ?? LOWEST_ID}::uuid`
    : sql`${sql.ref(column)} = any(${only}::uuid[])`;
