import type { TestEvent } from 'node:test/reporters';

/** Writes each test file that failed on a line of its own, for a second try. */
export default async function* failedFiles(
  events: AsyncIterable<TestEvent>,
): AsyncGenerator<string> {
  // A failed test names the file that it is written in, which stories share; its summary does not.
  for await (const event of events)
    if (event.type === 'test:summary' && event.data.file !== undefined && !event.data.success)
      yield `${event.data.file}\n`;
}
