import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Host } from './host.ts';

/** The built site: answers one request. */
export type Site = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
  locals: { host: Host },
) => void | Promise<void>;

/** A page as bytes. */
export interface Page {
  status: number;
  headers: Readonly<Record<string, string | string[]>>;
  body: Buffer;
}
