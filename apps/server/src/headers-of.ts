/** Headers as Node's servers have them, as fetch has them. */
export function headersOf(
  from: Readonly<Record<string, number | string | string[] | undefined>>,
): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(from))
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined) headers.append(name, String(item));
  return headers;
}
