import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCleanup, removeDataDir } from '@cartwright/testing';
import { type BenchArguments, readArguments, usage } from './arguments.ts';
import { contract } from './clauses.ts';
import { startLoadGenerator } from './load/load-generator.ts';
import { Checks } from './report/checks.ts';
import { judge } from './report/contract.ts';
import type { Measured } from './report/interleave.ts';
import { checkLines, clauseLines, machineLines, tableOf } from './report/print.ts';
import { scenarios } from './scenarios/all.ts';
import type { Bench, Scenario } from './scenarios/scenario.ts';
import { openStage, type Stage } from './scenarios/stage.ts';
import { startWholeShop } from './shop/start-whole-shop.ts';

const startedMs = performance.now();
const say = (line: string): void => {
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  process.stdout.write(`[${seconds} s] ${line}\n`);
};

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let options: BenchArguments;
  let wanted: readonly Scenario[];
  try {
    options = readArguments(args, join(tmpdir(), 'bench-results.json'));
    wanted = scenariosOf(options);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const names = scenarios.map(({ name, what }) => `  ${name.padEnd(14)} ${what}`).join('\n');
    process.stderr.write(`${error.message}\n${usage}Scenarios:\n${names}\n`);
    return 2;
  }
  return runBench(options, wanted);
}

function scenariosOf({ only, filled }: BenchArguments): readonly Scenario[] {
  if (only.length === 0)
    return scenarios.filter(
      ({ needsFilled, isOnlyWhenNamed }) =>
        isOnlyWhenNamed !== true && (needsFilled !== true || filled !== undefined),
    );
  return only.map((name) => {
    const found = scenarios.find((scenario) => scenario.name === name);
    if (found === undefined) throw new TypeError(`There is no scenario ${name}`);
    return found;
  });
}

async function runBench(options: BenchArguments, wanted: readonly Scenario[]): Promise<number> {
  const cleanup = createCleanup();
  const checks = new Checks();
  const folder = await mkdtemp(join(tmpdir(), 'cartwright-bench-'));
  cleanup.add(() => removeDataDir(folder));
  // PostgreSQL runs as a user of its own where root starts it.
  await chmod(folder, 0o711);
  const load = startLoadGenerator();
  cleanup.add(async () => load.stop());
  let stage: Promise<Stage> | undefined;
  const bench: Bench = {
    options,
    load,
    checks,
    folder,
    say,
    cleanup,
    opened: [],
    stage: () => {
      stage ??= setStage(bench);
      return stage;
    },
  };
  const measured: Measured[] = [];
  try {
    for (const scenario of wanted) {
      say(`== ${scenario.name}: ${scenario.what}`);
      measured.push(...(await scenario.run(bench)));
    }
    return await report(bench, { scenarios: wanted.map(({ name }) => name), measured });
  } finally {
    await cleanup.run();
  }
}

/** Checks the books, holds the figures against the contract, and prints and writes everything. */
async function report(
  bench: Bench,
  run: { scenarios: readonly string[]; measured: readonly Measured[] },
): Promise<number> {
  const { measured } = run;
  const { options, opened } = bench;
  const [{ machine } = await bench.stage()] = opened;
  for (const stage of opened) await stage.close();
  const judged = judge(contract, run, options.floor);
  const checks = bench.checks.summary();
  const results = {
    machine,
    pace: options.pace,
    settings: options.env,
    measured,
    checks,
    floor: options.floor,
    contract: judged,
  };
  await writeFile(options.jsonFile, `${JSON.stringify(results, null, 2)}\n`);
  const parts = [machineLines(machine), tableOf(measured), checkLines(checks), clauseLines(judged)];
  process.stdout.write(`\n${parts.join('\n\n')}\n\nAll windows: ${options.jsonFile}\n`);
  return [...checks, ...judged].every(({ isHeld }) => isHeld) ? 0 : 1;
}

/** Starts the shop with 1,000 products, in a data folder of its own. */
async function setStage(bench: Bench): Promise<Stage> {
  say('starting the shop');
  const dataDir = join(bench.folder, 'shop');
  const shop = await startWholeShop({ dataDir, env: bench.options.env });
  bench.cleanup.add(shop.stop);
  return openStage({ ...bench, shop });
}
