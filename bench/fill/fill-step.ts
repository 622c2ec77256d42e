/** One insert into one table, run over ranges of numbers so that progress can be shown. */
export interface FillStep {
  table: string;
  /** Numbers from `from` to `to`, both included. */
  from: number;
  to: number;
  /** The statement for a part of the range. */
  sql: (from: number, to: number) => string;
}

/** Rows of one service: what its own code would have left in its tables. */
export interface ServiceRows {
  service: string;
  /** Run once before the steps, in the same session. */
  prepare?: string;
  steps: FillStep[];
  /** Run once after the steps. */
  finish?: string;
}
