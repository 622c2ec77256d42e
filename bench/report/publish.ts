import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { contract } from '../clauses.ts';
import { contractMarks, contractTable } from './contract-table.ts';
import { figuresTable } from './figures-table.ts';
import type { Measured } from './interleave.ts';
import type { Machine } from './machine.ts';
import { machineLines } from './print.ts';

/**
 * `npm run bench:publish -- [FILE ...]`: puts the contract and the figures of runs into
 * docs/performance.md, between their marks; without a run the figures stay as they are. Of a figure
 * that several runs measured, the last named counts.
 */
const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
const figureMarks = {
  begin: '<!-- figures: written by npm run bench:publish -->',
  end: '<!-- end of figures -->',
};

interface Results {
  machine: Machine;
  measured: Measured[];
}

await publish(process.argv.slice(2));

async function publish(files: readonly string[]): Promise<void> {
  const runs: Results[] = [];
  for (const file of files) runs.push(JSON.parse(await readFile(file, 'utf8')));
  const text = await readFile(page, 'utf8');
  const withContract = replaceBetween(text, contractMarks, contractTable(contract));
  await writeFile(
    page,
    runs.length === 0 ? withContract : replaceBetween(withContract, figureMarks, sectionOf(runs)),
  );
}

function replaceBetween(
  text: string,
  { begin, end }: { begin: string; end: string },
  section: string,
): string {
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`${page} has lost the marks ${begin} and ${end}`);
  return `${before}${begin}\n${section}\n${end}${after}`;
}

function sectionOf(runs: readonly Results[]): string {
  const measured = new Map(runs.flatMap((run) => run.measured.map((one) => [one.name, one])));
  const machine = runs.at(-1)?.machine;
  return [
    ...(machine === undefined ? [] : machineLines(machine).split('\n')),
    '',
    figuresTable([...measured.values()], contract),
  ].join('\n');
}
