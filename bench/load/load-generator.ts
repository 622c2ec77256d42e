import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Run, Window } from './protocol.ts';

/** The generator's process, seen from the bench. */
export interface LoadGenerator {
  run: (run: Run) => Promise<Window>;
  stop: () => void;
}

export function startLoadGenerator(): LoadGenerator {
  const child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return {
    run: (run) => ask(child, run),
    stop: () => child.disconnect(),
  };
}

function ask(child: ChildProcess, run: Run): Promise<Window> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) =>
      reject(new Error(`the load generator ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (window: Window) => {
      child.off('exit', onExit);
      resolve(window);
    });
    child.send(run);
  });
}
