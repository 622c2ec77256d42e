import assert from 'node:assert/strict';

/** A page as a reader without script sees it. */
interface ReadPage {
  status: number;
  headers: Headers;
  html: string;
}

/** Asks for a page without following redirects. */
export async function readPage(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, redirect: 'manual' });
  const page: ReadPage = {
    status: response.status,
    headers: response.headers,
    html: await response.text(),
  };
  return page;
}

/** The attributes of every element of a name, in the order of the page. */
export const elementsOf = (html: string, name: string): Record<string, string>[] =>
  [...html.matchAll(new RegExp(`<${name}\\b((?:[^>"]|"[^"]*")*)>`, 'g'))].map(
    ([, attributes = '']) =>
      Object.fromEntries(
        [...attributes.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [
          key,
          value.replaceAll('&#38;', '&').replaceAll('&amp;', '&'),
        ]),
      ),
  );

export const titleOf = (html: string): string => /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';

/** The content of a `meta` element, by its name or property. */
export const metaOf = (html: string, name: string): string | undefined =>
  elementsOf(html, 'meta').find((meta) => meta.name === name || meta.property === name)?.content;

export const canonicalOf = (html: string): string | undefined =>
  elementsOf(html, 'link').find(({ rel }) => rel === 'canonical')?.href;

/** Addresses of the page in other languages, by language. */
export const alternatesOf = (html: string): Record<string, string | undefined> =>
  Object.fromEntries(
    elementsOf(html, 'link')
      .filter(({ rel }) => rel === 'alternate')
      .map(({ hreflang, href }) => [hreflang, href]),
  );

/** What a page says of itself to search engines, by type. */
export function structuredOf(html: string): Map<string, Record<string, unknown>> {
  const scripts = html.matchAll(/<script[^>]*type="application\/ld\+json"[^>]*>([^<]*)<\/script>/g);
  return new Map(
    [...scripts].map(([, text = '']) => {
      const data: unknown = JSON.parse(text);
      assert.ok(isThing(data), text);
      assert.equal(data['@context'], 'https://schema.org');
      return [String(data['@type']), data];
    }),
  );
}

export const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
