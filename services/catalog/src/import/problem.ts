/** What is wrong with a place of the file. */
export interface RowProblem {
  line: number;
  /** As the file's header writes it; undefined when the whole row is meant. */
  column?: string;
  message: string;
  handle?: string;
  /** True: the product is not imported. False: it is, without the value. */
  isRefusal: boolean;
}

/** The file cannot be read on, or at all: one sentence for the person who gave it. */
export class ImportFileProblem extends Error {
  override name = 'ImportFileProblem';
}

/** A piece of the file for a message: short, and without characters that move a terminal. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return JSON.stringify(short.toWellFormed().replace(/[\u007f-\u009f\u2028-\u202e]/g, '?'));
}
