import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `look` gives a truthy answer and returns it; looks every 20 ms. Tests wait for a
 * condition with a limit and never for a fixed time.
 */
export async function waitFor<R>(
  what: string,
  look: () => R | Promise<R>,
  options: { timeoutMs?: number } = {},
): Promise<NonNullable<R>> {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const giveUpAt = Date.now() + timeoutMs;
  for (;;) {
    const answer = await look();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (Date.now() >= giveUpAt) throw new Error(`Waited ${timeoutMs} ms in vain for: ${what}`);
    await delay(20);
  }
}
