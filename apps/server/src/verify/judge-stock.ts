import { commandOf } from '../command-words.ts';
import { type Finding, runbook } from './finding.ts';
import { isOverWithoutOrder, type Judgement, type Story } from './story.ts';

/** Reservations are those of open attempts, as many as each asked for, and none is forgotten. */
export function judgeReservations(story: Story): Judgement {
  const { attemptId, attempt, hold, order } = story;
  const isHeld = hold?.status === 'held' || hold?.status === 'confirmed';
  const wanted = order === undefined ? (attempt?.held ?? null) : null;
  const findings: Finding[] = [];
  const add = (kind: string, says: string, mend: string, more: Partial<Finding> = {}): void =>
    void findings.push({ rule: 'reservations', kind, ids: { attemptId }, says, mend, ...more });
  if (isHeld && order !== undefined)
    add(
      'still-reserved',
      `order ${order.orderId} is placed, and its stock is still reserved`,
      commandOf('events retry --service inventory'),
      { untilHeard: toldByOrder(order.orderId, 'inventory') },
    );
  if (isHeld && isOverWithoutOrder(story))
    add(
      'hold-of-nobody',
      `stock is ${hold.status} for it, and ${attempt === undefined ? 'no such checkout is known' : `its checkout is ${attempt.state}`}`,
      hold.isPastItsTime
        ? commandOf('verify --repair')
        : `${commandOf('verify --repair')}, once the time of the hold is over`,
    );
  if (isHeld && hold.isOlderThanADay)
    add(
      'hold-too-old',
      'stock has been held for it for more than 24 hours',
      'find out what it waits for: GET /api/v1/admin/checkouts?status=open',
    );
  if (wanted !== null && !isHeld)
    add(
      'no-hold',
      `its checkout is ${attempt?.state}, and no stock is held`,
      runbook('reservations'),
    );
  if (wanted !== null && isHeld) {
    const differing = differences(wanted, unitsOf(hold, 'reserved'));
    if (differing.length > 0)
      add('held-quantity', `wanted and held differ: ${differing}`, runbook('reservations'));
  }
  if (!isHeld && hold?.promises.some(({ reserved }) => reserved > 0))
    add(
      'promise-of-ended-hold',
      `units are promised, and its reservation is ${hold.status ?? 'unknown'}`,
      runbook('reservations'),
    );
  return { checked: isHeld || wanted !== null ? 1 : 0, findings };
}

/** What is allocated is what orders have still to send, no more and no less. */
export function judgeAllocations({ attemptId, hold, order }: Story): Judgement {
  const allocated = hold === undefined ? [] : unitsOf(hold, 'allocated');
  const open = order?.open ?? [];
  if (allocated.length === 0 && open.length === 0) return { checked: 0, findings: [] };
  const finding = (kind: string, says: string): Finding => ({
    rule: 'allocations',
    kind,
    ids: { attemptId, ...(order === undefined ? {} : { orderId: order.orderId }) },
    says,
    mend:
      order === undefined
        ? runbook('allocations')
        : `${commandOf('events retry --service inventory')}, else ${runbook('allocations')}`,
    untilHeard: order === undefined ? undefined : toldByOrder(order.orderId, 'inventory'),
  });
  if (order === undefined)
    return { checked: 1, findings: [finding('allocation-of-nobody', 'no order is known for it')] };
  const differing = differences(open, allocated);
  return {
    checked: 1,
    findings:
      differing === ''
        ? []
        : [finding('allocated-quantity', `open and allocated differ: ${differing}`)],
  };
}

export const toldByOrder = (orderId: string, subscriber: string) => ({
  publisher: 'orders',
  subscriber,
  subject: orderId,
});

interface Units {
  variantId: string;
  units: number;
  unitsPerVariant: number;
}

const unitsOf = (
  { promises }: NonNullable<Story['hold']>,
  kind: 'reserved' | 'allocated',
): Units[] =>
  promises
    .filter((promise) => promise[kind] > 0)
    .map(({ variantId, unitsPerVariant, ...promise }) => ({
      variantId,
      unitsPerVariant,
      units: promise[kind],
    }));

/** In words, by variant; empty when both are the same. */
function differences(
  wanted: readonly { variantId: string; quantity: number }[],
  present: readonly Units[],
): string {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of wanted)
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity);
  const units = new Map(present.map((one) => [one.variantId, one]));
  return [...new Set([...quantities.keys(), ...units.keys()])]
    .flatMap((variantId) => {
      const { units: found = 0, unitsPerVariant = 1 } = units.get(variantId) ?? {};
      const expected = (quantities.get(variantId) ?? 0) * unitsPerVariant;
      return expected === found ? [] : [`variant ${variantId} ${expected} and ${found} units`];
    })
    .join(', ');
}
