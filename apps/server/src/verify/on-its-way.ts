import type { Finding, Telling } from './finding.ts';
import type { ShopServices } from './shop-services.ts';

/** Which of some disagreements end by themselves when an event that exists is heard. */
export interface IsOnItsWay {
  of: (finding: Finding) => boolean;
  /** Where the subscribers stand: the same text twice means that nobody moves. */
  positions: string;
}

/** A page of the log, as its subscribers read it. */
const EVENTS_AT_ONCE = 500;
/** A million events behind, a subscriber is told by the rule of events. */
const PAGES_MAX = 2_000;
/** Asks for none of the log's positions. */
const NO_POSITIONS = Number.MAX_SAFE_INTEGER - 100_000;

/**
 * Looks whether these subscribers have events of these subjects before them: in the log, without a
 * position yet, or failed and tried again. The publisher is asked for events without a position
 * first, so that one which gets its position meanwhile is met in the log.
 */
export async function findOnTheirWay(
  shop: ShopServices,
  tellings: readonly Telling[],
): Promise<IsOnItsWay> {
  const edges = new Map<string, Telling[]>();
  for (const telling of tellings) {
    const edge = `${telling.subscriber}<-${telling.publisher}`;
    edges.set(edge, [...(edges.get(edge) ?? []), telling]);
  }
  const unheard = new Set<string>();
  const positions: string[] = [];
  for (const [edge, [first, ...rest]] of edges) {
    if (first === undefined) continue;
    const wanted = new Set([first, ...rest].map(({ subject }) => subject));
    const { waiting, head } = await shop.events(first.publisher).verify({ from: NO_POSITIONS });
    const { subscriptions } = await shop.events(first.subscriber).verify({ from: NO_POSITIONS });
    const place = subscriptions.find(({ publisher }) => publisher === first.publisher);
    const after = place?.position ?? 0;
    positions.push(`${edge} ${after} of ${head}, ${waiting.length}`);
    const ahead = await subjectsAfter(shop, { publisher: first.publisher, after, wanted });
    for (const subject of [...waiting, ...(place?.retried ?? []), ...ahead])
      unheard.add(`${edge} ${subject}`);
  }
  return {
    of: ({ untilHeard: telling }) =>
      telling !== undefined &&
      unheard.has(`${telling.subscriber}<-${telling.publisher} ${telling.subject}`),
    positions: positions.join('; '),
  };
}

async function subjectsAfter(
  shop: ShopServices,
  o: { publisher: string; after: number; wanted: ReadonlySet<string> },
): Promise<string[]> {
  const log = shop.events(o.publisher);
  const found: string[] = [];
  let { after } = o;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { items } = await log.read({ after, limit: EVENTS_AT_ONCE });
    for (const { subject } of items) if (o.wanted.has(subject)) found.push(subject);
    const last = items.at(-1);
    if (last === undefined) break;
    after = last.position;
  }
  return found;
}
