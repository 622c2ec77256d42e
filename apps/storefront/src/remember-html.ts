/** What was written of a thing, by the name of how it was written. */
const written = new WeakMap<object, Map<string, string>>();

/**
 * The HTML of a thing that many pages show alike, written once. The things are parts of kept
 * answers, which never change; with the last page that holds such an answer its HTML goes too.
 */
export function rememberHtml(
  of: object,
  as: string,
  write: () => Promise<string>,
): string | Promise<string> {
  const known = written.get(of)?.get(as);
  return known ?? write().then((html) => keep(of, as, html));
}

function keep(of: object, as: string, html: string): string {
  const forms = written.get(of) ?? new Map<string, string>();
  written.set(of, forms.set(as, html));
  return html;
}
