/** What is checked, in the order in which it is told; docs/runbooks/verify.md explains each. */
export const rules = [
  'stock',
  'reservations',
  'allocations',
  'checkouts',
  'authorisations',
  'order-payments',
  'order-totals',
  'coupon-uses',
  'payment-ledger',
  'provider-books',
  'events',
] as const;
export type Rule = (typeof rules)[number];

/** Two books that say different things of one thing. */
export interface Finding {
  rule: Rule;
  /** Names the way in which they differ: `hold-of-nobody`. */
  kind: string;
  /** What it is about, by the names of its ids. */
  ids: Readonly<Record<string, string>>;
  says: string;
  /** The command or the call that mends it, or where to read on. */
  mend: string;
  /** The books agree once this subscriber has heard what the publisher tells of the subject. */
  untilHeard?: Telling | undefined;
}

export interface Telling {
  publisher: string;
  subscriber: string;
  subject: string;
}

/** The same disagreement has the same key at every look, whatever its figures are by then. */
export const keyOf = ({ rule, kind, ids }: Finding): string =>
  `${rule} ${kind} ${Object.values(ids).join(' ')}`;

export const runbook = (rule: Rule): string => `see docs/runbooks/verify.md#${rule}`;
