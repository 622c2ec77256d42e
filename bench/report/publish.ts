import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeClause, type Judged } from './contract.ts';
import { figuresTable } from './figures-table.ts';
import type { Measured } from './interleave.ts';
import type { Machine } from './machine.ts';
import { machineLines } from './print.ts';

/**
 * `npm run bench:publish -- FILE ...`: puts the figures of runs into docs/performance.md, between
 * its two marks. Of a figure that several runs measured, the last named counts.
 */
const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const begin = '<!-- figures: written by npm run bench:publish -->';
const end = '<!-- end of figures -->';

interface Results {
  machine: Machine;
  pace: { rounds: number; windowMs: number };
  measured: Measured[];
  contract: Judged[];
}

process.exitCode = await publish(process.argv.slice(2));

async function publish(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    process.stderr.write('npm run bench:publish -- FILE ...: the JSON files of runs\n');
    return 2;
  }
  const runs: Results[] = [];
  for (const file of files) runs.push(JSON.parse(await readFile(file, 'utf8')));
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${page} has lost the marks between which the figures stand`);
  await writeFile(page, `${before}${begin}\n${sectionOf(runs)}\n${end}${after}`);
  return 0;
}

function sectionOf(runs: readonly Results[]): string {
  const measured = new Map(runs.flatMap((run) => run.measured.map((one) => [one.name, one])));
  const judged = new Map(
    runs.flatMap(({ contract }) =>
      contract.map((one) => [describeClause(one.clause), one] as const),
    ),
  );
  const machine = runs.at(-1)?.machine;
  const paces = new Set(
    runs.map(({ pace }) => `${pace.rounds} rounds of ${pace.windowMs / 1000} s`),
  );
  return [
    ...(machine === undefined ? [] : machineLines(machine).split('\n')),
    `Measured in ${[...paces].join(' and ')}.`,
    '',
    figuresTable([...measured.values()], [...judged.values()]),
  ].join('\n');
}
