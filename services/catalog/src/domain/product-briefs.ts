import { createHash } from 'node:crypto';

/**
 * What search needs of one product, as `brief_of` of the migrations packs it, one after the other:
 *
 * | bytes | what |
 * |---|---|
 * | 8 | when it was published, in microseconds since 2000 |
 * | 16 | its id |
 * | 6 | one number for all its option terms together |
 * | 2, 1 | how many option terms, and prices |
 * | 6 each | keys of option terms |
 * | 3, 1, 8 each | a currency, whether it can be bought for it, and its least price |
 */
const TERMS_AT = 33;
const KEY_BYTES = 6;
const OFFER_BYTES = 12;

/** An option term as briefs hold it: 48 bits, so a number. */
export const optionKey = (term: string): number =>
  createHash('sha256').update(term, 'utf8').digest().readUIntBE(0, KEY_BYTES);

/** A filter on one option: a product must have one of these terms. */
export interface OptionChoice {
  keys: ReadonlySet<number>;
}

/** The shopper's choices, and the currency of prices. */
export interface BriefChoices {
  currency: string;
  options: readonly OptionChoice[];
  priceMin: number | undefined;
  priceMax: number | undefined;
  available: boolean | undefined;
}

/** Products with the same option terms. */
export interface AlikeProducts {
  keys: readonly number[];
  /** How many of them meet all choices. */
  chosen: number;
  /** How many fail no choice but that of one option, by the place of that choice. */
  failedBy: number[];
}

/** Counts of one pass: of a facet, products that fail no choice, or only the one made in it. */
export interface BriefCounts {
  judged: number;
  total: number;
  available: number;
  soldOut: number;
  priceMin: number | null;
  priceMax: number | null;
  alike: AlikeProducts[];
  chosen: ChosenBrief[];
}

/** Where a brief that meets all choices begins, and which of those that were judged it is. */
interface ChosenBrief {
  at: number;
  index: number;
}

/** No choice failed, several, or by these numbers the one; an option has its place. */
const NONE = -1;
const SEVERAL = -2;
const PRICE = -3;
const AVAILABLE = -4;

interface Group extends AlikeProducts {
  /** The choice of an option that its products fail. */
  failed: number;
}

export function countBriefs(briefs: Buffer, choices: BriefChoices): BriefCounts {
  const groups = new Map<number, Group>();
  const tally = { available: 0, soldOut: 0, priceMin: Infinity, priceMax: -Infinity };
  const chosen: ChosenBrief[] = [];
  const currency = Buffer.from(choices.currency, 'latin1').readUIntBE(0, 3);
  let judged = 0;
  for (let at = 0; at < briefs.length; judged += 1) {
    const group = groupOf(briefs, at, groups, choices);
    const offersAt = at + TERMS_AT + briefs.readUInt16BE(at + 30) * KEY_BYTES;
    const end = offersAt + briefs.readUInt8(at + 32) * OFFER_BYTES;
    const offer = offerIn(briefs, currency, { from: offersAt, to: end });
    const price = offer === undefined ? undefined : int64At(briefs, offer + 4);
    const isAvailable = offer !== undefined && briefs[offer + 3] === 1;
    const failed = failedOf(group.failed, choices, { price, isAvailable });
    if (failed === NONE) {
      group.chosen += 1;
      chosen.push({ at, index: judged });
    } else if (failed >= 0) group.failedBy[failed] = (group.failedBy[failed] ?? 0) + 1;
    if (failed === NONE || failed === AVAILABLE) tally[isAvailable ? 'available' : 'soldOut'] += 1;
    if ((failed === NONE || failed === PRICE) && price !== undefined) {
      tally.priceMin = Math.min(tally.priceMin, price);
      tally.priceMax = Math.max(tally.priceMax, price);
    }
    at = end;
  }
  const isPriced = tally.priceMin <= tally.priceMax;
  return {
    judged,
    total: chosen.length,
    available: tally.available,
    soldOut: tally.soldOut,
    priceMin: isPriced ? tally.priceMin : null,
    priceMax: isPriced ? tally.priceMax : null,
    alike: [...groups.values()],
    chosen,
  };
}

/** Choices of options are judged once for all products that have the same terms. */
function groupOf(
  briefs: Buffer,
  at: number,
  groups: Map<number, Group>,
  { options }: BriefChoices,
): Group {
  const together = briefs.readUIntBE(at + 24, KEY_BYTES);
  const known = groups.get(together);
  if (known !== undefined) return known;
  const keys = Array.from({ length: briefs.readUInt16BE(at + 30) }, (_, index) =>
    briefs.readUIntBE(at + TERMS_AT + index * KEY_BYTES, KEY_BYTES),
  );
  const failures = options.flatMap((choice, place) =>
    keys.some((key) => choice.keys.has(key)) ? [] : [place],
  );
  const failed = failures.length > 1 ? SEVERAL : (failures[0] ?? NONE);
  const group: Group = { keys, chosen: 0, failedBy: [], failed };
  groups.set(together, group);
  return group;
}

/** Where the offer in the currency begins. */
function offerIn(
  briefs: Buffer,
  currency: number,
  { from, to }: { from: number; to: number },
): number | undefined {
  for (let at = from; at < to; at += OFFER_BYTES)
    if (briefs.readUIntBE(at, 3) === currency) return at;
  return undefined;
}

/** The one choice that a product fails. Without a price it meets no bound of prices. */
function failedOf(
  failedOption: number,
  { available, priceMax, priceMin }: BriefChoices,
  { isAvailable, price }: { price: number | undefined; isAvailable: boolean },
): number {
  let failed = failedOption;
  const isTooCheap = priceMin !== undefined && (price === undefined || price < priceMin);
  const isTooDear = priceMax !== undefined && (price === undefined || price > priceMax);
  if (isTooCheap || isTooDear) failed = failed === NONE ? PRICE : SEVERAL;
  if (available !== undefined && available !== isAvailable)
    failed = failed === NONE ? AVAILABLE : SEVERAL;
  return failed;
}

/** Of prices and times: none is beyond what a number holds exactly. */
const int64At = (briefs: Buffer, at: number): number =>
  briefs.readInt32BE(at) * 2 ** 32 + briefs.readUInt32BE(at + 4);

/** A product's place in an order: the greatest first, of equal ones that with the greatest id. */
export interface PlacedId {
  id: string;
  sortKey: number;
}

/** The first of the chosen, by their scores where these are given, else the newest. */
export function firstOfBriefs(
  briefs: Buffer,
  chosen: readonly ChosenBrief[],
  { scores, limit }: { scores: readonly number[] | undefined; limit: number },
): PlacedId[] {
  const first: Placed[] = [];
  // Rows of new products lie behind those of old ones: from their end, most are passed by.
  for (let next = chosen.length - 1; next >= 0; next -= 1) {
    const { at = 0, index = 0 } = chosen[next] ?? {};
    const sortKey = scores === undefined ? int64At(briefs, at) : (scores[index] ?? 0);
    const placed = { at, sortKey };
    const last = first[limit - 1];
    if (last !== undefined && !isBefore(briefs, placed, last)) continue;
    const place = first.findIndex((other) => isBefore(briefs, placed, other));
    first.splice(place === -1 ? first.length : place, 0, placed);
    if (first.length > limit) first.pop();
  }
  return first.map(({ at, sortKey }) => ({ id: briefs.toString('hex', at + 8, at + 24), sortKey }));
}

interface Placed {
  at: number;
  sortKey: number;
}

const isBefore = (briefs: Buffer, one: Placed, other: Placed): boolean =>
  one.sortKey === other.sortKey
    ? briefs.compare(briefs, other.at + 8, other.at + 24, one.at + 8, one.at + 24) > 0
    : one.sortKey > other.sortKey;
