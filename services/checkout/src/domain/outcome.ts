import { ContractError, type InputProblem } from '@cartwright/contract';

/** Why an attempt did not become an order, as it is stored and told. */
export interface Problem {
  code: string;
  detail: string | null;
  data: Record<string, unknown>;
  problems: InputProblem[];
  /** The key keeps it for 24 h. Otherwise the attempt is no answer and the key runs anew. */
  isAnswer: boolean;
}

/** Ends the doing of an attempt; what it holds is taken back. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;

  constructor(
    code: string,
    o: { detail?: string; data?: Record<string, unknown>; problems?: InputProblem[] } = {},
  ) {
    super(code);
    const { detail = null, data = {}, problems = [] } = o;
    this.problem = { code, detail, data, problems, isAnswer: true };
  }
}

/** Refuses one member of the body. */
export const wrongInput = (pointer: string, message: string): Refusal =>
  new Refusal('invalid-input', { detail: message, problems: [{ pointer, message }] });

/** Something of ours or of the provider failed: the shopper may try again with the same key. */
export const fault = (code: 'unavailable' | 'payment-unavailable'): Problem => ({
  code,
  detail: null,
  data: {},
  problems: [],
  isAnswer: false,
});

export const declined = (reason: string): Problem => ({
  code: 'payment-declined',
  detail: null,
  data: { reason },
  problems: [],
  isAnswer: true,
});

/** The shopper let the time for confirming pass: that is undone, so the key may be used again. */
export const notConfirmedInTime = (): Problem => ({
  ...declined('not-confirmed-in-time'),
  isAnswer: false,
});

/** The problem as every answer and every repeat of it tells it. */
export const toError = (problem: Problem): ContractError =>
  new ContractError(problem.code, {
    ...(problem.detail === null ? {} : { detail: problem.detail }),
    data: problem.data,
    problems: problem.problems,
  });
