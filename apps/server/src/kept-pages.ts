import { bytesOf, isNotModified, type ReadCache, readyAnswer } from '@cartwright/cache';
import type { KeepPage } from '@cartwright/storefront';
import type { ApiFetch } from './api-fetch.ts';

/**
 * Keeps pages with the tags of all API answers that they were made from. A page with an answer that
 * has no tags, a cookie, or another status than 200 is for its asker alone.
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
  let isTagged = true;
  return {
    fetch: async (request) => {
      const response = await fetch(request);
      const header = response.headers.get('cache-tag');
      if (header === null) isTagged = false;
      else for (const tag of header.split(',')) tags.add(tag);
      return response;
    },
    tags: () => (isTagged ? [...tags] : undefined),
  };
}
