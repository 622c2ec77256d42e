import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LimitRequest } from './http-limits.ts';

interface HttpLimit {
  host: string;
  port: number;
  stop: () => void;
}

/** Starts one of the raw servers in a process of its own. */
export async function startHttpLimit(request: LimitRequest): Promise<HttpLimit> {
  const child = fork(fileURLToPath(new URL('http-limits.ts', import.meta.url)));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the raw server ended with ${code}`)));
    child.once('message', (answer: number) => resolve(answer));
    child.send(request);
  });
  return { host: '127.0.0.1', port, stop: () => child.disconnect() };
}
