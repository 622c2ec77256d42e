import { type Loaded, readyAnswer } from '../src/index.ts';

export const answerOf = (text: string, bytes = 0) =>
  readyAnswer({
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: Buffer.from(text.padEnd(bytes)),
  });

export const loadedOf = (text: string, tags: readonly string[] | undefined): Loaded => ({
  answer: answerOf(text),
  tags,
});

/** A loader that waits until the test lets it go on, and counts how often it was asked. */
export function heldLoader() {
  const waiting: PromiseWithResolvers<Loaded>[] = [];
  return {
    load: (): Promise<Loaded> => {
      const held = Promise.withResolvers<Loaded>();
      waiting.push(held);
      return held.promise;
    },
    count: () => waiting.length,
    /** The nth load, from 0. */
    give: (index: number, loaded: Loaded) => waiting[index]?.resolve(loaded),
    fail: (index: number, error: Error) => waiting[index]?.reject(error),
  };
}

/** Lets everything that can go on now do so. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
