import type { ClientBase } from 'pg';
import { statement } from './statement.ts';

/** A statement that came this often will come again. */
const usesMin = 5;
/** Texts that are built anew each time must not fill a connection's memory. */
const preparedMax = 500;
const countedMax = 5_000;

const uses = new Map<string, number>();
const prepared = new Map<string, string>();

/**
 * Has the statements that this process sends again and again parsed and planned once a connection,
 * under a name made from their text. What comes without values is sent as it is.
 */
export function prepareFrequent(client: ClientBase): void {
  const send = client.query.bind(client) as (...parts: unknown[]) => unknown;
  const query = (...parts: unknown[]): unknown => {
    const [text, values, ...rest] = parts;
    if (typeof text !== 'string' || !Array.isArray(values)) return send(...parts);
    const name = nameOf(text);
    return name === undefined ? send(...parts) : send({ name, text, values }, ...rest);
  };
  // The overloads of `query` are those of `send`, which answers all of them.
  client.query = query as typeof client.query;
}

function nameOf(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size >= preparedMax) return known;
  const count = (uses.get(text) ?? 0) + 1;
  if (count < usesMin) {
    if (uses.size >= countedMax) uses.clear();
    uses.set(text, count);
    return undefined;
  }
  uses.delete(text);
  const { name } = statement(text);
  prepared.set(text, name);
  return name;
}
