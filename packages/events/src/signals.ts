import { EventEmitter } from 'node:events';

/**
 * Wake-ups inside this process, by service: they save the wait for the next poll and may be lost
 * without harm, so they may also reach a shop of the same process that they were not meant for.
 */
const signals = new EventEmitter().setMaxListeners(0);

const committed = (service: string): string => `committed:${service}`;
const sequenced = (service: string): string => `sequenced:${service}`;

/** What of an event is known at its commit: its position comes later. */
export interface CommittedEvent {
  type: string;
  subject: string;
  data: unknown;
}

/** A transaction with events of this service has committed; caches here are told which. */
export const signalCommitted = (service: string, events: readonly CommittedEvent[] = []): void =>
  void signals.emit(committed(service), events);
/** Events of this service have got their positions and can be read. */
export const signalSequenced = (service: string): void => void signals.emit(sequenced(service));

export const onCommitted = (
  service: string,
  hear: (events: readonly CommittedEvent[]) => void,
): (() => void) => listen(committed(service), hear);
export const onSequenced = (service: string, wake: () => void): (() => void) =>
  listen(sequenced(service), wake);

function listen(name: string, hear: (events: readonly CommittedEvent[]) => void): () => void {
  signals.on(name, hear);
  return () => void signals.off(name, hear);
}
