import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { startShop } from '../shop.ts';
import { stopSignal, takeSteps } from '../shutdown.ts';
import { readTarget } from '../targets.ts';

const keepCodeAfterMs = 3_000;

/** Runs until a signal comes; answers when everything has ended. */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { target: { type: 'string', default: 'all' } } });
  const target = readTarget(values.target);
  const stopAsked = stopSignal();
  const shop = await startShop(target);
  // Kept while nobody waits for the start any more; a process that is killed keeps nothing.
  setTimeout(flushCompileCache, keepCodeAfterMs).unref();
  await stopAsked;
  // What did not end would keep the process alive, such as an answer that nobody takes.
  if (!(await takeSteps(shop))) process.exit(1);
  return 0;
}
