import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Statements take milliseconds: one that is silent for this long is worth a question. */
const silentMs = 2_000;
/** A server that lives ends a statement by its time-out and says so within this time. */
const sayMs = 2_000;
/** A server that lives lets somebody in, or refuses him, well within this time. */
const probeMs = 2_000;
/** From one question to the next, while nobody answers. */
const askAgainMs = 500;

/** For connections taken within: how long one statement may take there, in ms. */
export const longStatements = new AsyncLocalStorage<number>();

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/** A connection, and for how long nothing was heard on it, in steps of `silentMs`. */
interface Line {
  readonly socket: Socket;
  readonly hasQuestion: () => boolean;
  silences: number;
  /** Those of them with a question open. */
  unanswered: number;
  /** Nobody is given up on before: longer than PostgreSQL lets a statement run. */
  unansweredMax: number;
  /** In the pool, used by nobody. */
  isIdle: boolean;
}

/**
 * A pool that finds out when its server stands still (a paused machine, a network that drops
 * everything): whoever waits is told within seconds, and until it moves again everybody at once.
 * PostgreSQL's own time-outs do not run while it stands. The driver's `query_timeout` cannot tell
 * it from a slow statement, and leaves the connection in the pool with the statement still on it.
 * So when a statement has had no answer for a while, another connection is tried: if nobody answers
 * there either, the server stands still, else the statement is slow and goes on, until its time-out
 * has passed: then it is the connection that is dead, as after a failover, and what is as old.
 */
export class WatchfulPool extends pg.Pool {
  readonly #url: string;
  readonly #unansweredMax: number;
  readonly #lines = new Map<object, Line>();
  /** Connections with a question that has had no answer for a while. */
  readonly #waiting = new Set<Socket>();
  #isAsking = false;
  #standsStill = false;

  constructor(config: pg.PoolConfig & { connectionString: string; statementTimeoutMs: number }) {
    const { statementTimeoutMs, ...rest } = config;
    super(rest);
    this.#url = config.connectionString;
    this.#unansweredMax = silencesIn(statementTimeoutMs);
    this.on('connect', (client) => this.#watch(client));
    this.on('acquire', (client) => {
      const line = this.#lines.get(client);
      if (line !== undefined) line.isIdle = false;
    });
    this.on('release', (_error, client) => {
      const line = this.#lines.get(client);
      if (line === undefined) return;
      line.isIdle = true;
      line.unansweredMax = this.#unansweredMax;
    });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (!this.#standsStill) {
      if (callback === undefined) return this.#connect();
      super.connect(callback);
      return undefined;
    }
    const error = new ServerStandsStill();
    if (callback === undefined) return Promise.reject(error);
    callback(error, undefined, () => undefined);
    return undefined;
  }

  async #connect(): Promise<pg.PoolClient> {
    const statementTimeoutMs = longStatements.getStore();
    const client = await super.connect();
    const line = this.#lines.get(client);
    if (line !== undefined && statementTimeoutMs !== undefined)
      line.unansweredMax = silencesIn(statementTimeoutMs);
    return client;
  }

  #watch(client: pg.PoolClient): void {
    const { socket, connection } = wireOf(client) ?? {};
    if (socket === undefined || connection === undefined) return;
    let answeredTo = socket.bytesWritten;
    const line: Line = {
      socket,
      hasQuestion: () => socket.bytesWritten !== answeredTo,
      silences: 0,
      unanswered: 0,
      unansweredMax: this.#unansweredMax,
      isIdle: false,
    };
    this.#lines.set(client, line);
    // Before the driver's own listener, which sends the next question. Half an answer is none.
    connection.prependListener('readyForQuery', () => {
      answeredTo = socket.bytesWritten;
    });
    socket.on('data', () => {
      line.silences = 0;
      line.unanswered = 0;
      this.#waiting.delete(socket);
    });
    socket.setTimeout(silentMs);
    socket.on('timeout', () => {
      // It fires once in a silence unless it is set anew.
      socket.setTimeout(silentMs);
      this.#hearNothing(line);
    });
    socket.once('close', () => {
      this.#waiting.delete(socket);
      this.#lines.delete(client);
    });
  }

  /** Counted and not timed: after a sleep of this process itself, answers are read first. */
  #hearNothing(line: Line): void {
    line.silences += 1;
    // A connection without a question may be silent for ever.
    if (!line.hasQuestion()) return;
    line.unanswered += 1;
    if (line.unanswered >= line.unansweredMax) {
      void this.#giveUp(line);
      return;
    }
    this.#waiting.add(line.socket);
    void this.#ask();
  }

  /**
   * What lies in the pool and was not heard either since is as dead for all we know. It goes first:
   * whoever is told repeats at once, and would take what lies there.
   */
  async #giveUp(dead: Line): Promise<void> {
    const asOld = [...this.#lines.values()].filter(
      ({ isIdle, silences }) => isIdle && silences >= dead.unanswered - 1,
    );
    const gone = asOld.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve)));
    for (const { socket } of asOld) socket.destroy();
    await Promise.all(gone);
    dead.socket.destroy();
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

const silencesIn = (statementTimeoutMs: number): number =>
  Math.ceil((statementTimeoutMs + sayMs) / silentMs);

/** What is below a client, which the driver's types do not tell. */
function wireOf(client: object): { connection: EventEmitter; socket: Socket } | undefined {
  if (!('connection' in client)) return undefined;
  const { connection } = client;
  if (!(connection instanceof EventEmitter) || !('stream' in connection)) return undefined;
  const { stream: socket } = connection;
  return socket instanceof Socket ? { connection, socket } : undefined;
}
