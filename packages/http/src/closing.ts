import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/**
 * Part of making a server. One that closes ends connections that are idle at that moment: one that
 * becomes idle later, when its last request is answered, would hold up the stop for as long as it
 * is kept alive.
 */
export function closeWell(app: FastifyInstance): void {
  spareSending(app.server);
  app.addHook('preClose', async () => {
    const timer = setInterval(() => app.server.closeIdleConnections(), 50);
    app.server.once('close', () => clearInterval(timer));
    // A server that never listened never closes.
    timer.unref();
    await takeWhoWaits(app.server);
  });
}

/**
 * Others come all the time on a busy shop: whoever waited at the stop has been taken by then. Less
 * than the shortest SHUTDOWN_SECONDS.
 */
const takeMsMax = 900;

/**
 * The system resets the connections that it has accepted and the process has not taken when the
 * server closes: on a busy shop the requests of most of a second. They are taken first, a few in
 * each turn of the event loop, until a turn finds none; each is told with its answer that it ends.
 */
async function takeWhoWaits(server: Server): Promise<void> {
  const until = performance.now() + takeMsMax;
  let taken = 0;
  const count = (): void => {
    taken += 1;
  };
  server.on('connection', count);
  do {
    taken = 0;
    // The first may come before the event loop has looked for connections.
    await nextTurn();
    await nextTurn();
  } while (taken > 0 && performance.now() < until);
  server.off('connection', count);
}

/**
 * Node takes a connection for idle once its answer was handed over, though most of a large one may
 * be on its way to a slow client still: that one would be cut off by a stop.
 */
function spareSending(server: Server): void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const closeIdle = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {
    const sending = [...sockets].filter(({ writableLength }) => writableLength > 0);
    for (const socket of sending) socket.destroy = () => socket;
    closeIdle();
    for (const socket of sending) Reflect.deleteProperty(socket, 'destroy');
  };
}
