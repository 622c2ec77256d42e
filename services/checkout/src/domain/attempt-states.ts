import type { AttemptState } from '../../contract/index.ts';

/** What can happen to an attempt. */
export type AttemptEvent =
  /** Stock is held, the total is frozen, and there is something to pay. */
  | 'intent-written'
  /** Stock and codes are held for good, the total is frozen, and there is nothing to pay. */
  | 'nothing-to-pay'
  /** Found out by whoever resumes; the request that hears it goes on to the order at once. */
  | 'authorised'
  /** The provider wants the shopper to confirm. */
  | 'challenged'
  /** The shopper has confirmed and the provider has not decided yet. */
  | 'confirmed'
  | 'order-placed'
  /** Refused before anything was held. */
  | 'turned-away'
  | 'undo-started'
  /** Everything is taken back, and the key keeps its answer. */
  | 'undone-with-answer'
  /** Everything is taken back, and the key runs anew. */
  | 'undone-without-answer';

/**
 * The life of an attempt. From `paying` on the provider may have been asked, so only its word
 * (declined, voided, never seen), a void that it agreed to, or the very run that has not asked it
 * leads through `undoing`.
 */
export const attemptTransitions: Readonly<
  Record<AttemptState, Partial<Record<AttemptEvent, AttemptState>>>
> = {
  preparing: {
    'intent-written': 'paying',
    'nothing-to-pay': 'placing',
    'turned-away': 'refused',
    'undo-started': 'undoing',
  },
  paying: {
    authorised: 'placing',
    challenged: 'awaiting-shopper',
    'order-placed': 'completed',
    'undo-started': 'undoing',
  },
  'awaiting-shopper': {
    authorised: 'placing',
    confirmed: 'paying',
    'undo-started': 'undoing',
  },
  placing: {
    'order-placed': 'completed',
    'undo-started': 'undoing',
  },
  undoing: {
    'undone-with-answer': 'refused',
    'undone-without-answer': 'undone',
  },
  completed: {},
  refused: {},
  undone: {},
};

/** The state after an event; an event that the table does not know is a mistake of ours. */
export function stateAfter(state: AttemptState, event: AttemptEvent): AttemptState {
  const next = attemptTransitions[state][event];
  if (next === undefined) throw new Error(`An attempt that is ${state} cannot be ${event}`);
  return next;
}

/** Nothing happens to it any more. */
export const isClosed = (state: AttemptState): boolean =>
  Object.keys(attemptTransitions[state]).length === 0;
