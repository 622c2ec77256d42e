/** What has changed while answers were being loaded. */
interface Changes {
  /** How many changes were told so far. */
  count(): number;
  note(tags: readonly string[]): void;
  noteAll(): void;
  /** Changes are remembered until every caller of this has called what it returns. */
  remember(): () => void;
  /** Whether one of the tags has changed since the count was `since`; without tags, anything. */
  hasChanged(tags: readonly string[] | undefined, since: number): boolean;
}

/** Above this many changed tags in the time of one load, everything counts as changed. */
const rememberedMax = 10_000;

export function countChanges(): Changes {
  const lastByTag = new Map<string, number>();
  let count = 0;
  let lastOfAll = 0;
  let rememberers = 0;
  return {
    count: () => count,
    note: (tags) => {
      count += 1;
      if (rememberers === 0) return;
      for (const tag of tags) lastByTag.set(tag, count);
      if (lastByTag.size <= rememberedMax) return;
      lastByTag.clear();
      lastOfAll = count;
    },
    noteAll: () => {
      count += 1;
      lastOfAll = count;
    },
    remember: () => {
      rememberers += 1;
      return () => {
        rememberers -= 1;
        if (rememberers === 0) lastByTag.clear();
      };
    },
    hasChanged: (tags, since) => {
      if (tags === undefined) return count > since;
      return lastOfAll > since || tags.some((tag) => (lastByTag.get(tag) ?? 0) > since);
    },
  };
}
