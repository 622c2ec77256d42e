import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Run, Window } from './protocol.ts';

/** A generator's process, seen from whoever started it: it does one thing at a time. */
export interface LoadGenerator<Asked extends object = Run, Told = Window> {
  run: (asked: Asked) => Promise<Told>;
  stop: () => void;
}

/** Starts a generator: a module that answers each message by one. */
export function startLoadGenerator<Asked extends object = Run, Told = Window>(
  module = new URL('generator.ts', import.meta.url),
  args: readonly string[] = [],
): LoadGenerator<Asked, Told> {
  const child = fork(fileURLToPath(module), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    run: (asked) =>
      new Promise((resolve, reject) => {
        const onExit = (code: number | null) =>
          reject(new Error(`the load generator ended with ${code}`));
        child.once('exit', onExit);
        child.once('message', (told: Told) => {
          child.off('exit', onExit);
          resolve(told);
        });
        child.send(asked);
      }),
    stop: () => child.disconnect(),
  };
}
