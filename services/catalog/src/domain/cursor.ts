import { invalidInput, isId } from '@cartwright/contract';

type KeyKind = 'integer' | 'text' | 'timestamp' | 'uuid';
export type KeyValue = string | number;

const accepts: Readonly<Record<KeyKind, (value: unknown) => boolean>> = {
  integer: (value) => Number.isSafeInteger(value),
  text: (value) => typeof value === 'string' && value.length <= 400 && !value.includes('\0'),
  timestamp: (value) => typeof value === 'string' && isTimestamp(value),
  uuid: (value) => typeof value === 'string' && isId(value),
};

/** Exactly as we write it: PostgreSQL knows fewer years than JavaScript. */
function isTimestamp(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString() === text;
}

/**
 * A page's end as an opaque text: the name of its order and the keys of its last row. Callers can
 * make one up, which does no harm: keys are checked here and only ever compared with.
 */
export const writeCursor = (order: string, keys: readonly KeyValue[]): string =>
  Buffer.from(JSON.stringify([order, ...keys])).toString('base64url');

/**
 * Reads a cursor of one of these orders.
 * @throws ContractError `invalid-input` for anything that we did not write for such a list.
 */
export function readCursor<O extends string>(
  cursor: string,
  orders: Readonly<Record<O, readonly KeyKind[]>>,
): { order: O; keys: KeyValue[] } {
  const refusal = invalidInput('/query/cursor', 'is not a cursor of this list');
  const parts = parse(cursor);
  const order = parts[0];
  if (!isOrder(order, orders)) throw refusal;
  const kinds = orders[order];
  const keys = parts.slice(1);
  const isWhole = keys.length === kinds.length;
  if (!isWhole || !kinds.every((kind, index) => accepts[kind](keys[index]))) throw refusal;
  // Each key was just checked to be a text or an integer.
  return { order, keys: keys as KeyValue[] };
}

const isOrder = <O extends string>(order: unknown, orders: Record<O, unknown>): order is O =>
  typeof order === 'string' && Object.hasOwn(orders, order);

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
