/**
 * The same value with only whole characters in its texts and names. Half a surrogate pair is no
 * text: PostgreSQL refuses it in JSON.
 */
export function wellFormed<T>(value: T): T {
  // Each branch returns a value of the shape that it was given.
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.toWellFormed(), copy(member)]),
  );
}
