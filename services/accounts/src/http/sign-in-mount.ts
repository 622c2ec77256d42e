import type { IncomingMessage, ServerResponse } from 'node:http';
import { ContractError, isContractError } from '@cartwright/contract';
import { type MountHandler, refuseUnstorableText, toProblem } from '@cartwright/http';
import type { Logger } from '@cartwright/telemetry';
import type { OpenAuth } from '../auth.ts';
import { fewATurn } from './few-a-turn.ts';

/** Names, addresses and passwords: a form is far smaller. Read before anything is checked. */
const bodyBytesMax = 16 * 1024;

/** Of better-auth's own error page, the only page here. */
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/**
 * better-auth behind our rules for HTTP: bounded bodies, text that can be stored, and refusals as
 * problem documents that keep better-auth's own `code` and `message`.
 */
export function signInMount(o: {
  openAuth: OpenAuth;
  log: Pick<Logger, 'error'>;
  publicUrl: string;
}): MountHandler {
  const turn = fewATurn();
  return async (request, response) => {
    try {
      const body = await readBody(request);
      await turn();
      const auth = await o.openAuth();
      const answer = await auth.handler(webRequest(request, body, o.publicUrl));
      if (answer.status >= 500) throw new Error(`sign-in answered ${answer.status}`);
      await send(response, answer);
    } catch (error) {
      if (response.headersSent) return void response.destroy();
      const refusal = isContractError(error) ? error : new ContractError('internal-error');
      if (refusal !== error) o.log.error({ err: error }, 'sign-in failed');
      const { retryAfterSeconds } = refusal.data;
      if (retryAfterSeconds !== undefined)
        response.setHeader('retry-after', String(retryAfterSeconds));
      sendProblem(response, toProblem(refusal));
    }
  };
}

/** Stops reading at the limit; the rest of such a body is never taken. */
async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    // A request without an encoding yields buffers.
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > bodyBytesMax) throw new ContractError('too-large');
    chunks.push(part);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return text;
  refuseUnstorableText(text, parseJson(text));
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ContractError('malformed-request', { cause });
  }
}

function webRequest(request: IncomingMessage, body: string, publicUrl: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined) headers.append(name, item);
  const method = request.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD' && body !== '';
  return new Request(new URL(request.url ?? '/', publicUrl), {
    method,
    headers,
    ...(hasBody ? { body } : {}),
  });
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  const text = await answer.text();
  for (const [name, value] of answer.headers)
    if (name !== 'set-cookie') response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  // Sessions and what they show belong to one browser.
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-security-policy', pagePolicy);
  if (answer.status < 400) return void response.writeHead(answer.status).end(text);
  const retryAfter = answer.headers.get('x-retry-after');
  if (retryAfter !== null) response.setHeader('retry-after', retryAfter);
  sendProblem(response, problemOf(answer.status, text));
}

function problemOf(status: number, text: string): Record<string, unknown> & { status: number } {
  const own: unknown = text === '' ? {} : parseJson(text);
  const common = toProblem(new ContractError(codeOf(status)));
  return { ...common, ...unnamed[status], ...Object(own), type: common.type, status };
}

/** Better-auth has a name for every refusal but this: another code was taken at the same moment. */
const unnamed: Readonly<Record<number, object>> = {
  409: { code: 'BACKUP_CODES_CHANGED', title: 'Try again' },
};

const codeOf = (status: number): string =>
  status === 429
    ? 'too-many-requests'
    : status === 404
      ? 'not-found'
      : status === 401
        ? 'sign-in-required'
        : status === 403
          ? 'not-allowed'
          : status === 415
            ? 'unsupported-media-type'
            : 'malformed-request';

function sendProblem(response: ServerResponse, problem: { status: number }): void {
  response.removeHeader('content-length');
  // What was not read of a refused body would be taken for the next request.
  if (problem.status === 413) response.setHeader('connection', 'close');
  response
    .writeHead(problem.status, {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    })
    .end(JSON.stringify(problem));
}
