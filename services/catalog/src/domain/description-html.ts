import { createRequire } from 'node:module';
import type sanitizeHtml from 'sanitize-html';

/** What descriptions of other shops use; scripts, styles, frames and forms are dropped. */
const rulesOf = (sanitize: typeof sanitizeHtml): sanitizeHtml.IOptions => ({
  allowedTags: [
    ...['p', 'br', 'hr', 'div', 'span', 'blockquote', 'pre', 'code', 'figure', 'figcaption'],
    ...['h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
    ...['strong', 'b', 'em', 'i', 'u', 's', 'small', 'sub', 'sup', 'mark', 'abbr', 'a', 'img'],
    ...['table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption'],
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    abbr: ['title'],
    img: ['src', 'alt', 'width', 'height', 'loading'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
  },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https'] },
  allowProtocolRelative: false,
  nestingLimit: 50,
  transformTags: {
    // A page has one first heading: the product's title.
    h1: 'h2',
    a: sanitize.simpleTransform('a', { rel: 'nofollow noopener' }),
    img: sanitize.simpleTransform('img', { loading: 'lazy' }),
  },
});

let sanitizer: ((html: string) => string) | undefined;

/** The library takes 9 MiB: it is loaded by the first description with markup. */
function openSanitizer(): (html: string) => string {
  const sanitize: typeof sanitizeHtml = createRequire(import.meta.url)('sanitize-html');
  const rules = rulesOf(sanitize);
  return (html) => sanitize(html, rules);
}

/** A tag as people and other shops write it; "a < b" and "<3" are text. */
const hasMarkup = (text: string): boolean => /<\/?[a-z][a-z0-9]*(\s[^<>]*)?\/?>/i.test(text);

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A description as safe HTML. Plain text keeps its paragraphs and lines. */
export function descriptionHtml(description: string): string {
  if (hasMarkup(description)) {
    sanitizer ??= openSanitizer();
    return sanitizer(description);
  }
  return description
    .split(/(?:\r?\n[ \t]*){2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${escapeText(paragraph).replace(/\r?\n/g, '<br />')}</p>`)
    .join('\n');
}
