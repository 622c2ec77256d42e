import { EventEmitter } from 'node:events';

/**
 * Wake-ups inside this process, by service: they save the wait for the next poll and may be lost
 * without harm, so they may also reach a shop of the same process that they were not meant for.
 */
const signals = new EventEmitter().setMaxListeners(0);

const committed = (service: string): string => `committed:${service}`;
const sequenced = (service: string): string => `sequenced:${service}`;

/** A transaction with an event of this service has committed. */
export const signalCommitted = (service: string): void => void signals.emit(committed(service));
/** Events of this service have got their positions and can be read. */
export const signalSequenced = (service: string): void => void signals.emit(sequenced(service));

export const onCommitted = (service: string, wake: () => void): (() => void) =>
  listen(committed(service), wake);
export const onSequenced = (service: string, wake: () => void): (() => void) =>
  listen(sequenced(service), wake);

function listen(name: string, wake: () => void): () => void {
  signals.on(name, wake);
  return () => void signals.off(name, wake);
}
