import { invalidInput } from '@cartwright/contract';

/** Where a page of orders ends: newest first, and by id among those of one millisecond. */
export interface PagePosition {
  createdAt: string;
  id: string;
}

export const writeCursor = ({ createdAt, id }: PagePosition): string =>
  Buffer.from(`${createdAt} ${id}`).toString('base64url');

/** @throws ContractError `invalid-input` for a cursor that no list gave out. */
export function readCursor(cursor: string | undefined): PagePosition | undefined {
  if (cursor === undefined) return undefined;
  const read = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f-]{36})$/.exec(
    Buffer.from(cursor, 'base64url').toString('utf8'),
  );
  const [, createdAt = '', id = ''] = read ?? [];
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  if (!isUuid || Number.isNaN(Date.parse(createdAt))) {
    throw invalidInput('/query/cursor', 'This cursor came from no list');
  }
  return { createdAt, id };
}

/** A page from one row more than its limit, which tells whether another page follows. */
export function asPage<T extends PagePosition>(rows: T[], limit: number) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(last) : null,
  };
}
