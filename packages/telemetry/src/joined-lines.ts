import type { DestinationStream } from 'pino';

/** A destination of lines, some of which may go out together. */
export interface JoinedLines extends DestinationStream {
  /**
   * Writes a line at the end of this turn of the event loop, or 2 ms after the last ones, with all
   * that came meanwhile, in their order: a write of its own took a sixth of what a kept answer
   * takes, since each wakes a thread.
   */
  writeSoon(line: string): void;
}

/** Some hundred lines of a busy process; of one that is not, each goes out at once. */
const pauseMs = 2;
/** More than come in that time; bounds what a turn that does not end could collect. */
const waitingLengthMax = 64 * 1024;

/** Joins lines on their way; what still waits when the process ends goes out first. */
export function joinLines(
  destination: DestinationStream,
  now: () => number = () => performance.now(),
): JoinedLines {
  let waiting = '';
  let writtenAt = Number.NEGATIVE_INFINITY;
  const writeWaiting = (): void => {
    if (waiting === '') return;
    const lines = waiting;
    waiting = '';
    writtenAt = now();
    destination.write(lines);
  };
  // Before pino's own listener, which writes what it has and closes.
  process.prependOnceListener('exit', writeWaiting);
  return {
    write: (line) => {
      writeWaiting();
      destination.write(line);
    },
    writeSoon: (line) => {
      if (waiting === '') {
        const isBusy = now() - writtenAt < pauseMs;
        if (isBusy) setTimeout(writeWaiting, pauseMs);
        else setImmediate(writeWaiting);
      }
      waiting += line;
      if (waiting.length > waitingLengthMax) writeWaiting();
    },
  };
}

/** How a line that may go out with others is written to any destination. */
export const writerSoon = (destination: DestinationStream): ((line: string) => void) =>
  isJoining(destination) ? destination.writeSoon : (line) => destination.write(line);

const isJoining = (destination: DestinationStream): destination is JoinedLines =>
  'writeSoon' in destination;
