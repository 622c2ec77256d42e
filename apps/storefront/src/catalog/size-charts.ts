/** A table of sizes: its first column holds the values of the option. */
export interface SizeChart {
  kind: 'shoes' | 'clothing';
  rows: { size: string; cells: string[] }[];
}

/**
 * The lasts that these shoes are made on: the length of the foot in millimetres that a size fits,
 * and the British size. A shop of other shoes puts its own numbers here.
 */
const shoes: readonly [size: string, footMm: number, british: string][] = [
  ['36', 225, '3.5'],
  ['37', 232, '4'],
  ['38', 238, '5'],
  ['39', 245, '6'],
  ['40', 252, '6.5'],
  ['41', 258, '7'],
  ['42', 265, '8'],
  ['43', 272, '9'],
  ['44', 278, '9.5'],
  ['45', 285, '10.5'],
  ['46', 292, '11'],
];

/** Chest in centimetres. */
const clothing: readonly [size: string, chestCm: string][] = [
  ['XS', '82–88'],
  ['S', '88–94'],
  ['M', '94–101'],
  ['L', '101–109'],
  ['XL', '109–118'],
];

/** The table for the values of an option; undefined when none has all of them. */
export function sizeChartFor(
  values: readonly string[],
  showCentimetres: (value: number) => string,
): SizeChart | undefined {
  const covers = (sizes: readonly string[]) =>
    values.length > 0 && values.every((value) => sizes.includes(value));
  const isOffered = ([size]: readonly [string, ...unknown[]]) => values.includes(size);
  if (covers(shoes.map(([size]) => size)))
    return {
      kind: 'shoes',
      rows: shoes.filter(isOffered).map(([size, footMm, british]) => ({
        size,
        cells: [british, showCentimetres(footMm / 10)],
      })),
    };
  if (covers(clothing.map(([size]) => size)))
    return {
      kind: 'clothing',
      rows: clothing.filter(isOffered).map(([size, chest]) => ({ size, cells: [chest] })),
    };
  return undefined;
}
