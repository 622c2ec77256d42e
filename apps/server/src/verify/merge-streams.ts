import type { VerifyPageQuery } from '@cartwright/contract';
import { VERIFY_PAGE_MAX } from '@cartwright/contract';

type ReadPage<T> = (
  query: VerifyPageQuery,
) => Promise<{ items: readonly T[]; next: string | null }>;

/** All rows in the order of their ids. The next page is asked for while one is worked on. */
export async function* allPages<T>(read: ReadPage<T>): AsyncGenerator<T> {
  let page = read({ after: null, limit: VERIFY_PAGE_MAX });
  for (;;) {
    const { items, next } = await page;
    if (next !== null) {
      page = read({ after: next, limit: VERIFY_PAGE_MAX });
      // Awaited above; should the reader stop before that, its fault is nobody's.
      page.catch(() => undefined);
    }
    yield* items;
    if (next === null) return;
  }
}

type Row = { attemptId: string };
type Streams = Readonly<Record<string, AsyncIterator<Row>>>;
type Merged<S extends Streams> = { attemptId: string } & {
  [K in keyof S]: (S[K] extends AsyncIterator<infer T> ? T : never) | undefined;
};

/**
 * Joins streams that are ordered by attempt: one row for each attempt that any of them knows, in
 * memory for two pages of each. Ids compare as text as they do in PostgreSQL, being lower case.
 */
export async function* mergeByAttempt<const S extends Streams>(
  streams: S,
): AsyncGenerator<Merged<S>> {
  const names = Object.keys(streams);
  const heads = new Map<string, Row>();
  const advance = async (name: string): Promise<void> => {
    const result = await streams[name]?.next();
    if (result === undefined || result.done === true) heads.delete(name);
    else heads.set(name, result.value);
  };
  for (const name of names) await advance(name);
  while (heads.size > 0) {
    let attemptId: string | undefined;
    for (const head of heads.values())
      if (attemptId === undefined || head.attemptId < attemptId) attemptId = head.attemptId;
    const merged: Record<string, unknown> = { attemptId };
    for (const name of names) {
      const head = heads.get(name);
      merged[name] = head?.attemptId === attemptId ? head : undefined;
      if (merged[name] !== undefined) await advance(name);
    }
    // One member a stream, by its name.
    yield merged as Merged<S>;
  }
}
