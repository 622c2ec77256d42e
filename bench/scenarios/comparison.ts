import { interleave, type Measured, measuredOf, type Side } from '../report/interleave.ts';
import { readUsage } from '../shop/processes.ts';
import { saleSides } from './flash-sale.ts';
import { cartSide, checkoutSide, placeOrderSide } from './orders.ts';
import { listSide, productSide, uncachedListSide } from './reads.ts';
import type { Bench } from './scenario.ts';
import { searchSide } from './search.ts';
import type { Stage } from './stage.ts';

interface Named {
  stage: Stage;
  /** Added to the name of each side. */
  suffix: string;
}

export const memoryAfterwards = 'memory of all Node processes after this';

/** Measures the same things on two shops in turn; the second is divided by the first. */
export async function compareShops(
  bench: Bench,
  o: { first: Named; second: Named; isWithEdits: boolean },
): Promise<Measured[]> {
  const first = await sidesOf(o.first.stage, o.isWithEdits);
  const second = await sidesOf(o.second.stage, o.isWithEdits);
  const sides = first.flatMap((side, index) => {
    const other = second[index];
    if (other === undefined) return [];
    const name = `${side.name}${o.first.suffix}`;
    return [
      { ...side, name, against: [] },
      { ...other, name: `${other.name}${o.second.suffix}`, against: [name] },
    ];
  });
  const measured = await interleave(sides, bench.options.pace, bench.say);
  return [...measured, ...(await memoryOf(o))];
}

async function sidesOf(stage: Stage, isWithEdits: boolean): Promise<Side[]> {
  return [
    listSide(stage),
    productSide(stage),
    ...(isWithEdits
      ? [listSide(stage, { isEdited: true }), productSide(stage, { isEdited: true })]
      : []),
    uncachedListSide(stage),
    await searchSide(stage),
    cartSide(stage, 8),
    placeOrderSide(stage, { atOnce: 1 }),
    placeOrderSide(stage, { atOnce: 32 }),
    placeOrderSide(stage, { atOnce: 256 }),
    checkoutSide(stage, 32),
    checkoutSide(stage, 256),
    ...(await saleSides(stage)),
  ];
}

/** After the same work. */
async function memoryOf(o: { first: Named; second: Named }): Promise<Measured[]> {
  const first = (await readUsage(o.first.stage.shop))?.nodeMiB;
  const second = (await readUsage(o.second.stage.shop))?.nodeMiB;
  if (first === undefined || second === undefined) return [];
  const name = `${memoryAfterwards}${o.first.suffix}`;
  return [
    measuredOf(name, 'MiB', [first]),
    measuredOf(`${memoryAfterwards}${o.second.suffix}`, 'MiB', [second], {
      to: name,
      values: [first],
    }),
  ];
}
