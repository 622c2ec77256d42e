/** An expected refusal of a call; the body is `{ error: { code, message } }`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
}

/** Thrown where a fault token wants the connection cut instead of an answer. */
export class CutConnection extends Error {
  override readonly name = 'CutConnection';
}
