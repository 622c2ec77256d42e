import { ApiProblem } from '../api/problems.ts';
import type { Visit } from '../browser/cookies.ts';
import type { Fields } from '../browser/forms.ts';
import { textOf } from '../messages/index.ts';

/** A form that was refused: what was typed, except secrets, and why. */
export interface Refused {
  status: number;
  fields: Fields;
  message: string;
  /** Of the refusal. */
  code: string;
}

/** Runs what a form asks for; a refusal becomes what its page shows beside the form. */
export async function attempt<T>(
  visit: Visit,
  fields: Fields,
  run: () => Promise<T>,
): Promise<T | Refused> {
  const texts = visit.locals.language.messages.signInProblems;
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    const { password: _, code: __, ...kept } = fields;
    const fallback = error.status === 429 ? texts.tooMany : texts.other;
    const message = textOf(texts, error.code) ?? fallback;
    return { status: error.status, fields: kept, message, code: error.code };
  }
}
