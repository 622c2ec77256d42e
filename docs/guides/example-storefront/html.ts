/** Markup that is safe to send; anything else is escaped where it is put in. */
export interface Html {
  markup: string;
}

export const raw = (markup: string): Html => ({ markup });

type Part = string | number | Html | readonly Html[];

/** A template whose values cannot become markup. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  raw(texts.map((text, index) => text + markupOf(parts[index] ?? '')).join(''));

function markupOf(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  if ('markup' in part) return part.markup;
  return part.map(({ markup }) => markup).join('');
}

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const pageOf = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
  </head>
  <body>
    <p><a href="/">Shop</a> <a href="/cart">Cart</a></p>
    <h1>${title}</h1>
    ${body}
  </body>
</html>
`.markup;
