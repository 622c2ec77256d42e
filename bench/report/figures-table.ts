import { type Clause, limitOf } from './contract.ts';
import type { Measured } from './interleave.ts';
import { readable } from './print.ts';

/** The measured figures as a table of Markdown, with what is promised of each. */
export function figuresTable(measured: readonly Measured[], contract: readonly Clause[]): string {
  const rows = measured.map((one) => {
    const promises = contract.filter(({ side }) => side === one.name);
    return [
      one.name,
      `${readable(one.value.median)} ${one.unit}`,
      one.ratios
        .map(
          ({ to, value }) =>
            `**${readable(value.median)}** (${readable(value.lowerQuartile)} to ${readable(value.upperQuartile)}) of ${to}`,
        )
        .join('; '),
      latencyOf(one),
      paceOf(one),
      promises.map(limitOf).join('; '),
    ];
  });
  return [
    ['what', 'median', 'ratio (quartiles)', 'p50 / p99', 'pace', 'promised'],
    ['---', '---', '---', '---', '---', '---'],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** `7 x 10 s`: how many windows of which length the median is taken from. */
function paceOf({ values, windowMs }: Measured): string {
  if (windowMs !== undefined) return `${values.length} x ${windowMs / 1000} s`;
  return values.length === 1 ? 'once' : `${values.length} times`;
}

function latencyOf({ figures }: Measured): string {
  const p50 = figures['place-order p50 ms'] ?? figures['p50 ms'];
  const p99 = figures['place-order p99 ms'] ?? figures['p99 ms'];
  return p50 === undefined || p99 === undefined ? '' : `${readable(p50)} / ${readable(p99)} ms`;
}
