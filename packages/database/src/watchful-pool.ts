import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Statements take milliseconds: one that is silent for this long is worth a question. */
const silentMs = 2_000;
/** A server that lives lets somebody in, or refuses him, well within this time. */
const probeMs = 2_000;
/** From one question to the next, while nobody answers. */
const askAgainMs = 500;

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * A pool that finds out when its server stands still (a paused machine, a network that drops
 * everything): whoever waits is told within seconds, and until it moves again everybody at once.
 * PostgreSQL's own time-outs do not run while it stands. The driver's `query_timeout` cannot tell
 * it from a slow statement, and leaves the connection in the pool with the statement still on it.
 * So when a statement has had no answer for a while, another connection is tried: if nobody answers
 * there either, the server stands still, else the statement is slow and goes on.
 */
export class WatchfulPool extends pg.Pool {
  readonly #url: string;
  /** Connections with a question that has had no answer for a while. */
  readonly #waiting = new Set<Socket>();
  #isAsking = false;
  #standsStill = false;

  constructor(config: pg.PoolConfig & { connectionString: string }) {
    super(config);
    this.#url = config.connectionString;
    this.on('connect', (client) => this.#watch(client));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (!this.#standsStill) {
      if (callback === undefined) return super.connect();
      super.connect(callback);
      return undefined;
    }
    const error = new ServerStandsStill();
    if (callback === undefined) return Promise.reject(error);
    callback(error, undefined, () => undefined);
    return undefined;
  }

  #watch(client: pg.PoolClient): void {
    const socket = socketOf(client);
    if (socket === undefined) return;
    let answeredTo = socket.bytesWritten;
    socket.on('data', () => {
      answeredTo = socket.bytesWritten;
      this.#waiting.delete(socket);
    });
    socket.setTimeout(silentMs);
    socket.on('timeout', () => {
      // It fires once in a silence unless it is set anew.
      socket.setTimeout(silentMs);
      // A connection without a question may be silent for ever.
      if (socket.bytesWritten === answeredTo) return;
      this.#waiting.add(socket);
      void this.#ask();
    });
    socket.once('close', () => this.#waiting.delete(socket));
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (!this.ending && (await isSilent(this.#url))) {
      this.#standsStill = true;
      for (const socket of this.#waiting) socket.destroy();
      await delay(askAgainMs, undefined, { ref: false });
    }
    this.#standsStill = false;
    this.#isAsking = false;
  }
}

/** The code is SQL's own for a connection that cannot be had: no statement was sent. */
class ServerStandsStill extends Error {
  override readonly name = 'ServerStandsStill';
  readonly code = '08001';

  constructor() {
    super('The database server stands still');
  }
}

/** Whether a newcomer gets no word at all; a refusal is a word. */
async function isSilent(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: probeMs });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return false;
  } catch (error) {
    return error instanceof Error && error.message.includes('timeout');
  } finally {
    // Without waiting: a server that stands still never takes leave.
    client.end().catch(() => undefined);
  }
}

/** The socket below a client, which the driver's types do not tell. */
function socketOf(client: object): Socket | undefined {
  if (!('connection' in client)) return undefined;
  const { connection } = client;
  if (typeof connection !== 'object' || connection === null || !('stream' in connection))
    return undefined;
  return connection.stream instanceof Socket ? connection.stream : undefined;
}
