import type { DestinationStream } from 'pino';

/** A destination of lines, some of which may go out together. */
export interface JoinedLines extends DestinationStream {
  /**
   * Writes a line with the others of this turn of the event loop, in the order in which they came:
   * a write of its own took a sixth of what a kept answer takes. For lines of which a crash in the
   * middle of a turn may take the last few.
   */
  writeSoon(line: string): void;
}

/** More than a turn has; bounds what one that does not end could collect. */
const waitingLengthMax = 64 * 1024;

/** Joins lines on their way; what still waits when the process ends goes out first. */
export function joinLines(destination: DestinationStream): JoinedLines {
  let waiting = '';
  const writeWaiting = (): void => {
    if (waiting === '') return;
    const lines = waiting;
    waiting = '';
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
      if (waiting === '') setImmediate(writeWaiting);
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
