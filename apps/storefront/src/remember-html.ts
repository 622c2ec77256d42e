/** What was written of a thing, by the name of how it was written. */
type Forms = WeakMap<object, Map<string, string>>;
type RememberHtml = (
  of: object,
  as: string,
  write: () => Promise<string>,
) => string | Promise<string>;

/**
 * Remembers HTML of things that many pages show alike, so that each is written once. The things are
 * parts of kept answers, which never change; HTML goes with its thing, and what was not asked for
 * goes when there is more than `charactersMax`.
 */
export function createHtmlMemory(charactersMax: number): RememberHtml {
  // What is asked for moves from the former half to the recent one, and so outlives the former.
  let recent: Forms = new WeakMap();
  let former: Forms = new WeakMap();
  let recentCharacters = 0;
  const keep = (of: object, as: string, html: string): string => {
    if (recentCharacters + html.length > charactersMax / 2) {
      former = recent;
      recent = new WeakMap();
      recentCharacters = 0;
    }
    recentCharacters += html.length;
    const forms = recent.get(of) ?? new Map<string, string>();
    recent.set(of, forms.set(as, html));
    return html;
  };
  return (of, as, write) => {
    const html = recent.get(of)?.get(as);
    if (html !== undefined) return html;
    const known = former.get(of)?.get(as);
    return known === undefined ? write().then((made) => keep(of, as, made)) : keep(of, as, known);
  };
}

/** Some 1,000 cards in both languages; a character takes up to 2 bytes. */
const charactersMax = 8 * 1024 * 1024;

/** The memory of this process. */
export const rememberHtml = createHtmlMemory(charactersMax);
