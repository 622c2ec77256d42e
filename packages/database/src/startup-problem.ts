/**
 * Why the shop cannot start, as one sentence for whoever started it: it names what to do. It is
 * printed without a stack trace.
 */
export class StartupProblem extends Error {
  override readonly name = 'StartupProblem';

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
  }
}
