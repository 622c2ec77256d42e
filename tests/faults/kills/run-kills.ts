import { randomInt } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createCleanup, endLeftOvers, removeDataDir } from '@cartwright/testing';
import { killAgainAndAgain } from './kill-again-and-again.ts';
import { type NpmShop, startNpmShop } from './npm-shop.ts';

const usage = 'Usage: npm run faults -- --kills N [--seed S] [--log FILE]\n';

/**
 * `npm run faults -- --kills 200`: starts one real shop and kills its server and its PostgreSQL
 * under load. Ends with 0 when everything held after each kill; else the seed is printed and the
 * shop's data and output are kept.
 */
async function runKills(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { kills: { type: 'string' }, seed: { type: 'string' }, log: { type: 'string' } },
  });
  const kills = Number(values.kills ?? 20);
  const seed = Number(values.seed ?? randomInt(2 ** 31));
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
    process.stderr.write(usage);
    return 2;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'cartwright-faults-'));
  const outputFile = `${dataDir}.output.log`;
  const log = values.log ?? join(tmpdir(), `cartwright-faults-${seed}.log`);
  const say = (line: string): void => {
    const text = `${new Date().toISOString()} ${line}\n`;
    process.stdout.write(text);
    appendFileSync(log, text);
  };
  say(`${kills} kills with seed ${seed}; log ${log}`);
  const cleanup = createCleanup();
  cleanup.add(async () => {
    await removeDataDir(dataDir);
    await rm(outputFile, { force: true });
  });
  let npmShop: NpmShop | undefined;
  cleanup.add(async () => npmShop?.stop());
  try {
    npmShop = await startNpmShop({ dataDir, outputFile });
    const startedMs = Date.now();
    const summary = await killAgainAndAgain({ npmShop, kills, seed, say });
    const seconds = (Date.now() - startedMs) / 1_000;
    say(`${summary}\n${seconds.toFixed(0)} s, ${(seconds / kills).toFixed(1)} s a kill`);
    await cleanup.run();
    return 0;
  } catch (error) {
    say(`DOES NOT HOLD with seed ${seed}: ${error instanceof Error ? error.stack : error}`);
    say(`the shop's data are kept in ${dataDir}, its output in ${outputFile}`);
    await npmShop?.stop();
    await endLeftOvers(dataDir);
    return 1;
  }
}

process.exitCode = await runKills(process.argv.slice(2));
