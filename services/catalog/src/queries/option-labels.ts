import { sql } from 'kysely';
import type { OptionLabel } from '../domain/option-term.ts';
import type { SearchParts } from './match-estimates.ts';
import { runKept } from './run-kept.ts';

/** The labels of these keys; those that are not known yet are read, since none ever changes. */
export async function optionLabels(
  { db, memory }: SearchParts,
  keys: ReadonlySet<number>,
): Promise<ReadonlyMap<number, OptionLabel>> {
  const labels = new Map<number, OptionLabel>();
  const unknown: Buffer[] = [];
  for (const key of keys) {
    const label = memory.labels.get(key);
    if (label === undefined) unknown.push(bytesOf(key));
    else labels.set(key, label);
  }
  if (unknown.length === 0) return labels;
  const query = sql<OptionLabel & { key: Buffer }>`
    select option_key(term) as key,
           term,
           name,
           value
    from option_label
    where option_key(term) = any(${unknown}::bytea[])
  `;
  for (const { key, ...label } of await runKept(db, query)) {
    const number = key.readUIntBE(0, key.length);
    memory.labels.set(number, label);
    labels.set(number, label);
  }
  return labels;
}

function bytesOf(key: number): Buffer {
  const bytes = Buffer.alloc(6);
  bytes.writeUIntBE(key, 0, bytes.length);
  return bytes;
}
