import type { Check } from './checks.ts';
import { describeClause, type Judged } from './contract.ts';
import type { Measured } from './interleave.ts';
import type { Machine } from './machine.ts';

/** Three digits are all that a measurement has. */
export const readable = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);

/** The table that a person reads; the JSON file holds the same and every window. */
export function tableOf(measured: readonly Measured[]): string {
  const rows = measured.map((one) => ({
    name: one.name,
    value: `${readable(one.value.median)} ${one.unit}`,
    ratios: one.ratios.map(
      ({ to, value }) =>
        `${readable(value.median)} (${readable(value.lowerQuartile)} to ${readable(value.upperQuartile)}) of ${to}`,
    ),
    figures: Object.entries(one.figures)
      .map(([name, value]) => `${name} ${readable(value)}`)
      .join(', '),
  }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .flatMap(({ name, value, ratios, figures }) => [
      `${name.padEnd(width)}  ${value}`,
      ...ratios.map((ratio) => `${''.padEnd(width)}  ${ratio}`),
      ...(figures === '' ? [] : [`${''.padEnd(width)}  ${figures}`]),
    ])
    .join('\n');
}

export const machineLines = (machine: Machine): string =>
  [
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}, PostgreSQL ${machine.postgres}`,
    `PostgreSQL settings that are not its defaults, and those of durability: ${Object.entries(
      machine.postgresSettings,
    )
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
    ...Object.entries(machine.sessions).map(
      ([settings, services]) => `Sessions of ${services.join(', ')}: ${settings}`,
    ),
  ].join('\n');

export const checkLines = (checks: readonly Check[]): string =>
  checks
    .map(({ name, isHeld, detail }) => `${isHeld ? 'ok  ' : 'FAIL'} ${name}: ${detail}`)
    .join('\n');

export const clauseLines = (judged: readonly Judged[]): string =>
  [
    'Contract:',
    ...judged.map(
      ({ clause, limit, measured, isHeld }) =>
        `${isHeld ? 'ok  ' : 'FAIL'} ${describeClause(clause, limit)}; ${measured === undefined ? 'not measured' : `measured ${readable(measured)}`}`,
    ),
  ].join('\n');
