import { defineErrors } from './routes.ts';

/** Codes that every route may answer without declaring them. */
export const commonErrors = defineErrors({
  'invalid-input': { title: 'The input is not valid', status: 422 },
  'malformed-request': { title: 'The request cannot be read', status: 400 },
  'idempotency-key-missing': { title: 'This call needs an Idempotency-Key header', status: 400 },
  'idempotency-key-reused': {
    title: 'The Idempotency-Key was used with another body',
    status: 409,
  },
  'sign-in-required': { title: 'Sign in first', status: 401 },
  'not-allowed': { title: 'This is not allowed for you', status: 403 },
  'not-found': { title: 'There is no such thing', status: 404 },
  'too-large': { title: 'The body is too large', status: 413 },
  'unsupported-media-type': { title: 'Send application/json', status: 415 },
  'too-many-requests': { title: 'Too many requests', status: 429 },
  'internal-error': { title: 'Something went wrong on our side', status: 500 },
  unavailable: { title: 'Not available at the moment', status: 503 },
  'outcome-unknown': { title: 'No answer came in time; the work may have been done', status: 504 },
});

export interface InputProblem {
  /** JSON pointer into the request, such as `/body/lines/0/quantity`. */
  pointer: string;
  message: string;
}

/**
 * An expected refusal, named by a code of the contract. `data` becomes members of the problem
 * document, so it must hold nothing that the caller may not see.
 */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly problems: readonly InputProblem[];

  constructor(
    code: string,
    options: {
      detail?: string;
      data?: Record<string, unknown>;
      problems?: readonly InputProblem[];
      cause?: unknown;
    } = {},
  ) {
    super(options.detail ?? code, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.data = options.data ?? {};
    this.problems = options.problems ?? [];
  }
}

export const isContractError = (error: unknown, code?: string): error is ContractError =>
  error instanceof ContractError && (code === undefined || error.code === code);

/** What a call answers, or undefined where it refuses with this code. */
export async function orNothing<T>(answer: Promise<T>, code: string): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isContractError(error, code)) return undefined;
    throw error;
  }
}

/** Refuses one member of the input. */
export const invalidInput = (pointer: string, message: string): ContractError =>
  new ContractError('invalid-input', { detail: message, problems: [{ pointer, message }] });
