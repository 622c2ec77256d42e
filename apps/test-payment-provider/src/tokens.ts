/** What the provider does with a token: its first answer and what follows. */
export interface Outcome {
  status: 'authorised' | 'declined' | 'action-required' | 'pending';
  reason?: string;
  /** `slow`: authorised after the slow time; `soon`: at once, but told by webhook only. */
  later?: 'slow' | 'soon';
  /** What goes wrong on the way, for tests. */
  fault?:
    | 'unreachable'
    | 'lost-answer'
    | 'lost-later-answers'
    | 'twice-webhook'
    | 'late-webhook'
    | 'webhook-first'
    | 'other-amount'
    | 'other-currency';
}

const tokens: Readonly<Record<string, Outcome>> = {
  approve: { status: 'authorised' },
  decline: { status: 'declined', reason: 'declined' },
  'insufficient-funds': { status: 'declined', reason: 'insufficient-funds' },
  slow: { status: 'pending', later: 'slow' },
  challenge: { status: 'action-required' },
  unreachable: { status: 'declined', fault: 'unreachable' },
};

/** Tokens that only a provider started with fault tokens knows. */
const faultTokens: Readonly<Record<string, Outcome>> = {
  'approve-lost-answer': { status: 'authorised', fault: 'lost-answer' },
  'approve-lost-later-answers': { status: 'authorised', fault: 'lost-later-answers' },
  'approve-twice-webhook': { status: 'pending', later: 'soon', fault: 'twice-webhook' },
  'approve-late-webhook': { status: 'authorised', fault: 'late-webhook' },
  'approve-webhook-first': { status: 'authorised', fault: 'webhook-first' },
  'approve-other-amount': { status: 'authorised', fault: 'other-amount' },
  'approve-other-currency': { status: 'authorised', fault: 'other-currency' },
};

/** A token that nobody knows is declined, as a gateway declines a card that does not exist. */
export function outcomeOf(token: string, hasFaultTokens: boolean): Outcome {
  const known = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  if (known !== undefined) return known;
  const fault =
    hasFaultTokens && Object.hasOwn(faultTokens, token) ? faultTokens[token] : undefined;
  return fault ?? { status: 'declined', reason: 'token-unknown' };
}
