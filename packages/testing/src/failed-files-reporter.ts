import type { TestEvent } from 'node:test/reporters';

/** Writes the file of every failed test on a line of its own, for a second try. */
export default async function* failedFiles(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  for await (const event of events)
    if (event.type === 'test:fail' && event.data.file !== undefined) yield `${event.data.file}\n`;
}
