import type { Socket } from 'node:net';
import { ContractError } from '@cartwright/contract';
import { toProblem } from './problems.ts';

const reasons: Readonly<Record<string, { status: number; phrase: string; code: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    phrase: 'Request Header Fields Too Large',
    code: 'too-large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, phrase: 'Request Timeout', code: 'malformed-request' },
};
const broken = { status: 400, phrase: 'Bad Request', code: 'malformed-request' };

/** Answers what is no HTTP request at all, and one that never ends, as every other refusal. */
export function answerBrokenRequest(error: Error & { code: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, phrase, code } = reasons[error.code] ?? broken;
  const body = JSON.stringify({ ...toProblem(new ContractError(code)), status });
  if (socket.writable)
    socket.write(
      [
        `HTTP/1.1 ${status} ${phrase}`,
        'content-type: application/problem+json',
        `content-length: ${Buffer.byteLength(body)}`,
        'cache-control: no-store',
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  socket.destroy();
}
