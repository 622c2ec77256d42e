import { bytesOf, isNotModified, type ReadCache, readyAnswer } from '@cartwright/cache';
import type { KeepPage } from '@cartwright/storefront';
import type { ApiFetch } from './api-fetch.ts';

/**
 * Keeps pages with the tags of all API answers that they were made from. A page that asked for what
 * has no tags or never came, sets a cookie, or has another status than 200 is for its asker alone.
 */
export const keepPages =
  (o: { cache: ReadCache; fetch: ApiFetch }): KeepPage =>
  async ({ key, ifNoneMatch }, render) => {
    const answer = await o.cache.get(`page ${key}`, async () => {
      const seen = collectTags(o.fetch);
      const page = await render(seen.fetch);
      const isForAll = page.status === 200 && page.headers['set-cookie'] === undefined;
      return { answer: readyAnswer(page), tags: isForAll ? seen.tags() : undefined };
    });
    return isNotModified(answer, ifNoneMatch)
      ? { status: 304, headers: answer.notModifiedHeaders, body: Buffer.alloc(0) }
      : { status: answer.status, headers: answer.headers, body: bytesOf(answer) };
  };

function collectTags(fetch: ApiFetch): { fetch: ApiFetch; tags: () => string[] | undefined } {
  const tags = new Set<string>();
  /** Also those without any answer: a page that does without one is whole again later. */
  let untagged = 0;
  return {
    fetch: async (request) => {
      untagged += 1;
      const response = await fetch(request);
      const header = response.headers.get('cache-tag');
      if (header === null) return response;
      untagged -= 1;
      for (const tag of header.split(',')) tags.add(tag);
      return response;
    },
    tags: () => (untagged === 0 ? [...tags] : undefined),
  };
}
