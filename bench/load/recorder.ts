import type { Answer } from './connection.ts';
import type { Latency, Window } from './protocol.ts';

/** Reading every answer would take the machine from the shop; a prime meets every page in turn. */
const lookEvery = 53;

/** Counts and latencies of one window. */
export class Recorder {
  readonly #startedAt = performance.now();
  readonly #endsAt: number;
  readonly #cpu = process.cpuUsage();
  readonly #latencies = new Map<string, number[]>();
  readonly #statuses: Record<string, number> = {};
  readonly #orderIds: string[] = [];
  #done = 0;
  #lastDoneAt = this.#startedAt;
  #firstSurprise: string | undefined;
  #answers = 0;
  #looked = 0;
  #wrong = 0;
  isOutOfWork = false;
  edits = 0;
  staleEdits = 0;

  constructor(durationMs: number) {
    this.#endsAt = this.#startedAt + durationMs;
  }

  get isOver(): boolean {
    return this.isOutOfWork || performance.now() >= this.#endsAt;
  }

  /** Counts an answer; true when it is the wanted one. */
  expect(answer: Answer, status: number): boolean {
    this.#statuses[answer.status] = (this.#statuses[answer.status] ?? 0) + 1;
    if (answer.status === status) return true;
    this.#firstSurprise ??= `${answer.status} ${answer.body().slice(0, 300)}`;
    return false;
  }

  /** Reads the first answer and then one in some: a status alone says little about a page. */
  look(answer: Answer, holds: readonly string[]): void {
    this.#answers += 1;
    if (this.#answers % lookEvery !== 1) return;
    this.#looked += 1;
    const body = answer.body();
    const missing = holds.find((text) => !body.includes(text));
    if (missing === undefined) return;
    this.#wrong += 1;
    this.#firstSurprise ??= `without ${missing}: ${body.slice(0, 300)}`;
  }

  /** A unit of work that ended well; only those within the window make the rate. */
  done(sinceMs: number, group = 'all'): void {
    const now = performance.now();
    this.latency(sinceMs, group, now);
    if (now > this.#endsAt) return;
    this.#done += 1;
    this.#lastDoneAt = now;
  }

  latency(sinceMs: number, group: string, now = performance.now()): void {
    const known = this.#latencies.get(group);
    if (known === undefined) this.#latencies.set(group, [now - sinceMs]);
    else known.push(now - sinceMs);
  }

  ordered(orderId: string): void {
    this.#orderIds.push(orderId);
  }

  window(): Window {
    // A window that ran out of prepared work is as long as its work lasted.
    const end = this.isOutOfWork ? this.#lastDoneAt : this.#endsAt;
    const durationMs = Math.max(1, end - this.#startedAt);
    const { user, system } = process.cpuUsage(this.#cpu);
    return {
      done: this.#done,
      durationMs,
      perSecond: (this.#done * 1000) / durationMs,
      statuses: this.#statuses,
      latency: Object.fromEntries(
        [...this.#latencies].map(([group, values]) => [group, summarise(values)]),
      ),
      generatorCores: (user + system) / 1000 / (performance.now() - this.#startedAt),
      orderIds: this.#orderIds,
      edits: this.edits,
      staleEdits: this.staleEdits,
      looked: this.#looked,
      wrong: this.#wrong,
      ...(this.#firstSurprise === undefined ? {} : { firstSurprise: this.#firstSurprise }),
    };
  }
}

function summarise(values: readonly number[]): Latency {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}
