import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startShop } from '../shop.ts';
import { stopSignal, takeSteps } from '../shutdown.ts';
import { readTarget } from '../targets.ts';

const endStartAfterMs = 3_000;

/** Runs until a signal comes; answers when everything has ended. */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { target: { type: 'string', default: 'all' } } });
  const target = readTarget(values.target);
  const stopAsked = stopSignal();
  const shop = await startShop(target);
  setTimeout(endStart, endStartAfterMs).unref();
  await stopAsked;
  // What did not end would keep the process alive, such as an answer that nobody takes.
  if (!(await takeSteps(shop))) process.exit(1);
  return 0;
}

/**
 * What is done while nobody waits for the start any more: compiled code is kept (a process that is
 * killed before keeps nothing), and the memory that only the start needed is given back. V8 would
 * hold on to it, 26 MiB in an idle shop. The process stands still for this, some 0.2 s, once.
 */
function endStart(): void {
  flushCompileCache();
  setFlagsFromString('--expose-gc');
  const collect: (o: object) => void = runInNewContext('gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}
