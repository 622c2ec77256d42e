import pg from 'pg';
import { parse as parseArray } from 'postgres-array';

const oid = { int8: 20, date: 1082, int8Array: 1016, dateArray: 1182, numericArray: 1231 };

/** bigint as a number; refuses a value that a number cannot hold exactly. */
const parseInt8 = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`The bigint ${text} is beyond what a number holds exactly`);
  }
  return value;
};
const keepText = (text: string): string => text;

// node-postgres reads a date as local midnight and numeric[] as floats: both lose the value.
const parsers = new Map<number, (text: string) => unknown>([
  [oid.int8, parseInt8],
  [oid.int8Array, (text) => parseArray(text, parseInt8)],
  [oid.date, keepText],
  [oid.dateArray, (text) => parseArray(text)],
  [oid.numericArray, (text) => parseArray(text)],
]);

/** Parsers of one pool; the global ones of `pg` stay as they are. */
export function typeParserFor(typeId: number, format: 'text' | 'binary' = 'text') {
  const own = format === 'text' ? parsers.get(typeId) : undefined;
  return own ?? pg.types.getTypeParser(typeId, format);
}
