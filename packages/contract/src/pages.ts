import { type ContractError, invalidInput } from './errors.ts';

/** Whether a text is an id as we write ids. */
export const isId = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** A page from one row more than its limit, which tells whether another page follows. */
export function listPage<T>(
  rows: readonly T[],
  limit: number,
  cursorOf: (last: T) => string,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

const noCursor = (): ContractError => invalidInput('/query/cursor', 'is not a cursor of this list');

/** The cursor of a list in the order of its ids: that of the last one shown. */
export function readIdCursor(cursor: string | undefined): string | undefined {
  if (cursor !== undefined && !isId(cursor)) throw noCursor();
  return cursor;
}

/** The cursor of a list in the order of time, and of ids among those of one millisecond. */
export const writeTimeCursor = (at: string, id: string): string =>
  Buffer.from(`${at} ${id}`).toString('base64url');

/** @throws ContractError `invalid-input` for what `writeTimeCursor` did not write. */
export function readTimeCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const [, time = '', id = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (.+)$/.exec(text) ?? [];
  const at = new Date(time);
  if (!isId(id) || Number.isNaN(at.getTime())) throw noCursor();
  return { at, id };
}
