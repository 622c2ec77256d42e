import { pairedRatios, type Spread, spreadOf } from './statistics.ts';

/** One thing that is measured in turn with others. */
export interface Side {
  /** Unique within the run; the contract names it. */
  name: string;
  unit: string;
  /** Names of sides of the same group that its values are divided by. */
  against?: readonly string[];
  /** Before each window, outside of its time. */
  prepare?: (durationMs: number) => Promise<void>;
  measure: (durationMs: number) => Promise<Sample>;
}

export interface Sample {
  value: number;
  /** Further figures of the window, such as latencies in milliseconds. */
  figures: Readonly<Record<string, number>>;
}

/** All windows of one side. */
export interface Measured {
  name: string;
  unit: string;
  /** Length of each window; values that are no rates over a window have none. */
  windowMs?: number;
  values: readonly number[];
  value: Spread;
  /** Medians over the windows. */
  figures: Readonly<Record<string, number>>;
  ratios: readonly { to: string; values: readonly number[]; value: Spread }[];
}

export interface Pace {
  rounds: number;
  windowMs: number;
  warmUpMs: number;
}

/** Measures the sides in turn, A, B, A, B, after one round that is not counted. */
export async function interleave(
  sides: readonly Side[],
  pace: Pace,
  onProgress: (line: string) => void,
): Promise<Measured[]> {
  const samples = new Map<Side, Sample[]>(sides.map((side) => [side, []]));
  for (let round = 0; round <= pace.rounds; round += 1)
    for (const side of sides) {
      const durationMs = round === 0 ? pace.warmUpMs : pace.windowMs;
      await side.prepare?.(durationMs);
      const sample = await side.measure(durationMs);
      if (round > 0) samples.get(side)?.push(sample);
      const turn = round === 0 ? 'warm-up' : `${round}/${pace.rounds}`;
      onProgress(`${turn} ${side.name}: ${sample.value.toFixed(1)} ${side.unit}`);
    }
  const valuesOf = (name: string): number[] =>
    [...samples]
      .filter(([side]) => side.name === name)
      .flatMap(([, taken]) => taken.map(({ value }) => value));
  return sides.map((side) => {
    const taken = samples.get(side) ?? [];
    const values = taken.map(({ value }) => value);
    return {
      name: side.name,
      unit: side.unit,
      windowMs: pace.windowMs,
      values,
      value: spreadOf(values),
      figures: mediansOf(taken),
      ratios: (side.against ?? []).map((to) => {
        const ratios = pairedRatios(values, valuesOf(to));
        return { to, values: ratios, value: spreadOf(ratios) };
      }),
    };
  });
}

/** Values that were taken one by one, with their ratios to others where these are given. */
export function measuredOf(
  name: string,
  unit: string,
  values: readonly number[],
  against?: { to: string; values: readonly number[] },
): Measured {
  const ratios = against === undefined ? [] : pairedRatios(values, against.values);
  return {
    name,
    unit,
    values,
    value: spreadOf(values),
    figures: {},
    ratios:
      against === undefined ? [] : [{ to: against.to, values: ratios, value: spreadOf(ratios) }],
  };
}

function mediansOf(samples: readonly Sample[]): Record<string, number> {
  const names = new Set(samples.flatMap(({ figures }) => Object.keys(figures)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      spreadOf(samples.flatMap(({ figures }) => figures[name] ?? [])).median,
    ]),
  );
}
