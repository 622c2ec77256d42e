/** What inventory says of a variant, as far as a cart needs it. */
export interface Availability {
  variantId: string;
  available: number;
  backorderMax: number;
  stockItemId: string;
  unitsPerVariant: number;
}

export interface LineAvailability {
  available: boolean;
  /** How many can be had, where they are few or fewer than asked for. */
  left: number | null;
  message: string;
}

export const soldOut: LineAvailability = { available: false, left: 0, message: 'Sold out' };

/**
 * Whether each line can be had, by line id. Lines that draw on the same stock are added up, as the
 * reservation will do: together they are had, or none of them is shown as available.
 */
export function describeAvailability(
  lines: readonly { id: string; variantId: string; quantity: number }[],
  stock: ReadonlyMap<string, Availability>,
  rules: { fewLeftMax: number },
): Map<string, LineAvailability> {
  const demandUnits = new Map<string, number>();
  for (const line of lines) {
    const own = stock.get(line.variantId);
    if (own === undefined) continue;
    const before = demandUnits.get(own.stockItemId) ?? 0;
    demandUnits.set(own.stockItemId, before + line.quantity * own.unitsPerVariant);
  }
  return new Map(
    lines.map((line) => {
      const own = stock.get(line.variantId);
      if (own === undefined) return [line.id, soldOut];
      const units = demandUnits.get(own.stockItemId) ?? 0;
      // Pieces of this variant that all lines on its stock come to.
      const wanted = Math.ceil(units / own.unitsPerVariant);
      return [line.id, describeOne(own, wanted, rules)];
    }),
  );
}

function describeOne(
  own: Availability,
  wanted: number,
  { fewLeftMax }: { fewLeftMax: number },
): LineAvailability {
  const isOnHand = wanted <= own.available;
  const isAvailable = wanted <= own.available + own.backorderMax;
  if (isOnHand && own.available > fewLeftMax)
    return { available: true, left: null, message: 'In stock' };
  if (isOnHand)
    return { available: true, left: own.available, message: `Only ${own.available} left` };
  if (isAvailable) return { available: true, left: null, message: 'Available on backorder' };
  const most = own.available + own.backorderMax;
  return most === 0 ? soldOut : { available: false, left: most, message: `Only ${most} left` };
}
