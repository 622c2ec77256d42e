export interface InputProblem {
  pointer: string;
  message: string;
}

/** A refusal or a fault of the API, named by the code of its problem document. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly code: string;
  /** Members of the problem document, such as the lines that are out of stock. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly InputProblem[];

  constructor(status: number, document: unknown) {
    const data = isRecord(document) ? document : {};
    const code = typeof data.code === 'string' ? data.code : 'unavailable';
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.data = data;
    this.errors = Array.isArray(data.errors) ? data.errors.filter(isInputProblem) : [];
  }
}

export const isProblem = (error: unknown, ...codes: string[]): error is ApiProblem =>
  error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));

export const hasCode = (problem: ApiProblem, ...codes: string[]): boolean =>
  codes.includes(problem.code);

/** Refused before it was begun, since the shop has too much to do: it tells when to come back. */
export const isOverload = (error: unknown): error is ApiProblem =>
  isProblem(error, 'unavailable') && error.data.retryAfterSeconds !== undefined;

/** The body of a success; a refusal is thrown. */
export async function answerOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await call;
  if (data === undefined) throw new ApiProblem(response.status, error);
  return data;
}

/** As `answerOf`, for routes that answer nothing. */
export async function done(call: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await call;
  if (!response.ok) throw new ApiProblem(response.status, error);
}

/** What the call answers, or undefined when the API refuses with one of these codes. */
export async function orNothing<T>(answer: Promise<T>, ...codes: string[]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isProblem(error, ...codes)) return undefined;
    throw error;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isInputProblem = (value: unknown): value is InputProblem =>
  isRecord(value) && typeof value.pointer === 'string' && typeof value.message === 'string';
