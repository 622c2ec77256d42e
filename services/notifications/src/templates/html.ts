/** Markup that is safe to put into a page: every value in it has been escaped. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = Html | readonly Html[] | string | number | undefined;

/**
 * Writes markup; every value is escaped unless it is markup itself. The only way by which text
 * gets into a mail's HTML, so that a name such as `<script>` arrives as text.
 */
export function html(literal: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let [markup = ''] = literal;
  for (let index = 0; index < parts.length; index += 1)
    markup += asMarkup(parts[index]) + (literal[index + 1] ?? '');
  return new Html(markup);
}

function asMarkup(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.markup;
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  let markup = '';
  for (const piece of part) markup += piece.markup;
  return markup;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const special = /[&<>"']/;

/** Most texts have nothing to escape, and looking costs far less than replacing. */
const escapeHtml = (text: string): string =>
  special.test(text)
    ? text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
    : text;
