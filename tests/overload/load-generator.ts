import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figures, Task } from './protocol.ts';

export interface LoadGenerator {
  /** Performs one task at a time. */
  perform: (task: Task) => Promise<Figures>;
  stop: () => void;
}

/** The generator's process, which loads the shop at this address. */
export function startLoadGenerator(url: string): LoadGenerator {
  const { hostname, port } = new URL(url);
  const child = fork(fileURLToPath(new URL('generator.ts', import.meta.url)), [hostname, port]);
  return {
    perform: (task) =>
      new Promise((resolve, reject) => {
        const onExit = (code: number | null) =>
          reject(new Error(`the load generator ended with ${code}`));
        child.once('exit', onExit);
        child.once('message', (figures: Figures) => {
          child.off('exit', onExit);
          resolve(figures);
        });
        child.send(task);
      }),
    stop: () => child.disconnect(),
  };
}
