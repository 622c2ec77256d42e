import type { Dispatcher } from 'undici';

export interface HttpAnswer {
  status: number;
  body: unknown;
}

export interface Exchange {
  method: 'GET' | 'POST';
  path: string;
  key?: string;
  body?: object;
  /** For all of it: waiting for a connection, the answer and its body. */
  timeoutMs?: number;
}

/**
 * Sends JSON and reads JSON on the dispatcher itself: its `request` makes a stream of each body and
 * a signal of each time limit, which costs more than the exchange.
 * @throws Error when there was no answer in time, or none that is JSON.
 */
export const createExchange =
  (o: { bearer: string; bytesMax: number }) =>
  (dispatcher: Dispatcher, order: Exchange & { timeoutMs: number }): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const { method, path, key, body } = order;
      const received = { status: 0, chunks: [] as Buffer[], bytes: 0 };
      let request: Dispatcher.DispatchController | undefined;
      let fault: Error | undefined;
      const fail = (error: Error): void => {
        clearTimeout(timer);
        fault ??= error;
        reject(fault);
        // One that still waits for a connection is dropped when it gets one.
        if (request?.aborted === false) request.abort(fault);
      };
      const timer = setTimeout(() => fail(new Error('no answer in time')), order.timeoutMs);
      const headers = {
        authorization: `Bearer ${o.bearer}`,
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      };
      dispatcher.dispatch(
        {
          method,
          path,
          headers,
          body: body === undefined ? null : JSON.stringify(body),
          // The timer above is the limit of all of it.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        {
          onRequestStart(controller) {
            request = controller;
            if (fault !== undefined) controller.abort(fault);
          },
          onResponseStart(_, status) {
            received.status = status;
          },
          onResponseData(_, chunk) {
            received.bytes += chunk.length;
            if (received.bytes > o.bytesMax) fail(new Error('the answer is too large'));
            else received.chunks.push(chunk);
          },
          onResponseEnd() {
            clearTimeout(timer);
            try {
              resolve({ status: received.status, body: JSON.parse(textOf(received.chunks)) });
            } catch (cause) {
              reject(new Error('the answer is not JSON', { cause }));
            }
          },
          onResponseError: (_, error) => fail(error),
        },
      );
    });

/** Most answers come in one piece. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  if (first === undefined || chunks.length > 1) return Buffer.concat(chunks).toString();
  return first.toString();
}
