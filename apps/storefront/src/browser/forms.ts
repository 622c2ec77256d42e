/** Longest text that any field of a form may hold; the API has its own, smaller limits. */
const fieldLengthMax = 1_000;

export type Fields = Record<string, string>;

/** The text fields of a posted form, trimmed except passwords; of repeated ones the last counts. */
export async function readForm(request: Request): Promise<Fields> {
  const fields: Fields = {};
  for (const [name, value] of await request.formData())
    if (typeof value === 'string')
      fields[name] = (name === 'password' ? value : value.trim()).slice(0, fieldLengthMax);
  return fields;
}

/** A whole number of a form, or the fallback when it is none. */
export function wholeNumber(value: string | undefined, fallback: number): number {
  return /^\d{1,6}$/.test(value ?? '') ? Number(value) : fallback;
}
