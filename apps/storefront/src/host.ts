import type { LanguageCode } from './language-path.ts';
import type { Merchant } from './merchant.ts';

/** What the server that mounts the site tells it about one request. */
export interface Host {
  /** Answers API requests, in this process or in another one. */
  fetch: (request: Request) => Promise<Response>;
  /** Named by the address, which the site sees without it. */
  language: LanguageCode;
  /** Address of the shop for its customers, without a path. */
  publicUrl: string;
  merchant: Merchant;
  /** Address of the browser, for limits only. */
  clientAddress: string;
  /** Joins the API calls of one page into one trace. */
  traceparent: string;
  /** Tells the operator of a fault; the shopper sees a neutral page. */
  report: (error: unknown) => void;
}
