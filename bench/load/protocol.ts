/** What the load generator can be asked to do, and what it answers: both cross a process border. */
export type Work =
  | FetchWork
  | { kind: 'cart'; variantIds: readonly string[] }
  | { kind: 'checkout'; variantIds: readonly string[] }
  | { kind: 'prepare'; variantIds: readonly string[]; lines: number; carts: number; pool: string }
  | { kind: 'place'; pool: string }
  | { kind: 'mixed'; browse: readonly Page[]; variantIds: readonly string[] };

/** Pages asked for in turn, or as often as they stand in the list when `order` is `random`. */
export interface FetchWork {
  kind: 'fetch';
  pages: readonly Page[];
  order: 'in-turn' | 'random';
  /** Makes every address one that nobody asked for before. */
  vary?: 'price-limit' | 'spelling' | 'address';
  /** Asks as a browser does, which takes packed answers. */
  asBrowser?: true;
}

export interface Page {
  path: string;
  /** What its answer must hold, as text. */
  holds?: readonly string[];
  /** Latencies are kept apart by this name. */
  group?: string;
}

/** Staff who change a product again and again while others read. */
export interface Edits {
  everyMs: number;
  products: readonly { id: string; slug: string; title: string }[];
  apiKey: string;
  /** Where a change is looked for; the product itself unless told. */
  seenAt?: string;
}

export interface Run {
  host: string;
  port: number;
  work: Work;
  /** Connections, each with one request under way. */
  atOnce: number;
  durationMs: number;
  edits?: Edits;
}

export interface Latency {
  count: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** One measured window. */
export interface Window {
  /** Units of work (requests, carts or orders) that ended well within the window. */
  done: number;
  durationMs: number;
  perSecond: number;
  /** Answers by status; `0` is a connection that ended without one. */
  statuses: Record<string, number>;
  latency: Record<string, Latency>;
  /** Share of one core that the generator itself used. */
  generatorCores: number;
  /** Of every 201, also of those that came after the window's end. */
  orderIds: string[];
  edits: number;
  /** Edits that the next answer did not show. */
  staleEdits: number;
  /** Answers that were read, and those of them that did not hold what was asked for. */
  looked: number;
  wrong: number;
  /** The beginning of the first answer that was not wanted. */
  firstSurprise?: string;
}
