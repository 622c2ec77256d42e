import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Browsers and proxies send a request when the one before it is answered. */
const waitingMax = 64;

/**
 * Ends connections that send many requests without waiting for answers. Node hands on all requests
 * of 64 KiB at once, some 2,000, before anything else gets a turn, and goes on with them when their
 * client has left: a hundred such connections stopped a shop for a minute.
 */
export function limitPipelines(server: Server): void {
  const [handle] = server.listeners('request');
  if (handle === undefined) throw new Error('the server has no listener for requests');
  const waiting = new WeakMap<Socket, number>();
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    if (socket.destroyed) return;
    // An answer gets its socket once those before it are given.
    if (response.socket === null) {
      const count = (waiting.get(socket) ?? 0) + 1;
      if (count > waitingMax) return void socket.destroy();
      waiting.set(socket, count);
      response.once('close', () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    }
    handle.call(server, request, response);
  });
}
