import type { AuthoriseBody, PaymentTryState } from '../../contract/index.ts';

/** What was asked for and approved, known without reading it back. */
export interface Approved {
  request: AuthoriseBody;
  state: PaymentTryState;
}
