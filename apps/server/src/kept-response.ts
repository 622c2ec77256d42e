import { bytesOf, type Documents, type ReadyAnswer } from '@cartwright/cache';
import { headersOf } from './headers-of.ts';

/**
 * A kept answer as the client of the API reads it: its JSON was parsed once, for all. It has no
 * stream, which would be made anew for each page.
 */
export class KeptResponse extends Response {
  readonly #kept: ReadyAnswer;
  readonly #documents: Documents;

  constructor(kept: ReadyAnswer, documents: Documents) {
    super(null, { status: kept.status, headers: headersOf(kept.headers) });
    this.#kept = kept;
    this.#documents = documents;
  }

  override async json(): Promise<unknown> {
    return this.#documents.of(this.#kept);
  }

  override async text(): Promise<string> {
    return bytesOf(this.#kept).toString();
  }
}
