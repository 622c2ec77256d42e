import { parseArgs } from 'node:util';
import { startShop } from '../shop.ts';
import { runUntilStopped } from '../shutdown.ts';
import { readTarget } from '../targets.ts';

/** Runs until a signal comes; answers when everything has ended. */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { target: { type: 'string', default: 'all' } } });
  return runUntilStopped(await startShop(readTarget(values.target)));
}
