import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type StartOptions, startTestProvider } from './start-test-provider.ts';

const LOOK_EVERY_MS = 1_000;
const CONNECT_WITHIN_MS = 2_000;
/** Longest pause between two starts: whoever mends the cause need not wait longer. */
const PAUSE_MAX_MS = 30_000;
/** A provider that lived this long was well: the next start does not wait. */
const WELL_AFTER_MS = 60_000;

interface SuperviseOptions extends StartOptions {
  /** Payments knows the provider by its address, so another start has to take the same port. */
  port: number;
  log: StartOptions['log'] & { error: (fields: object, message: string) => void };
}

/** Pause before a start, by how many there were since the provider was well: 0 s, 1 s, 2 s, 4 s. */
export const pauseBeforeStartMs = (starts: number): number =>
  starts === 0 ? 0 : Math.min(1_000 * 2 ** (starts - 1), PAUSE_MAX_MS);

/**
 * Starts the provider again whenever nobody listens at its port any more, until told to stop. One
 * that listens and does not answer is left alone: a provider may take its time, and its books can
 * have one writer only.
 */
export function superviseTestProvider(options: SuperviseOptions): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const ended = watch(options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function watch(options: SuperviseOptions, signal: AbortSignal): Promise<void> {
  const { port, log } = options;
  let starts = 0;
  let startedMs = Date.now();
  while (!signal.aborted) {
    // An abort ends the pause, and the loop with it.
    await delay(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    if (signal.aborted) return;
    const livedMs = Date.now() - startedMs;
    if (await isListening(port)) {
      if (livedMs > WELL_AFTER_MS) starts = 0;
      continue;
    }
    if (livedMs < pauseBeforeStartMs(starts)) continue;
    starts += 1;
    log.error({ port, starts }, 'the test payment provider is gone: it is started again');
    try {
      await startTestProvider(options);
    } catch (error) {
      log.error({ err: error, port }, 'the test payment provider could not be started again');
    }
    startedMs = Date.now();
  }
}

/** False only when the connection is refused: a machine that is busy proves nothing. */
function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (isUp: boolean) => {
      socket.destroy();
      resolve(isUp);
    };
    socket.setTimeout(CONNECT_WITHIN_MS, () => answer(true));
    socket.once('connect', () => answer(true));
    socket.once('error', (error) => answer(!('code' in error && error.code === 'ECONNREFUSED')));
  });
}
