import type { Socket } from 'node:net';
import { ContractError } from '@cartwright/contract';
import { toProblem } from './problems.ts';

interface Reason {
  status: number;
  phrase: string;
  code: string;
}

const late: Reason = { status: 408, phrase: 'Request Timeout', code: 'malformed-request' };
const reasons: Readonly<Record<string, Reason>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    phrase: 'Request Header Fields Too Large',
    code: 'too-large',
  },
  ERR_HTTP_REQUEST_TIMEOUT: late,
};
const broken: Reason = { status: 400, phrase: 'Bad Request', code: 'malformed-request' };

/** Answers what is no HTTP request at all, and one that never ends, as every other refusal. */
export function answerBrokenRequest(error: Error & { code: string }, socket: Socket): void {
  if (error.code !== 'ECONNRESET') refuse(socket, reasons[error.code] ?? broken);
}

/** Ends a request whose body has not come. */
export const answerLateBody = (socket: Socket): void => refuse(socket, late);

function refuse(socket: Socket, { status, phrase, code }: Reason): void {
  if (socket.destroyed) return;
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
