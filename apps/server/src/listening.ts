import { createServer } from 'node:net';
import { StartupProblem } from '@cartwright/database';
import type { FastifyInstance } from 'fastify';

interface ListenAddress {
  host: string;
  port: number;
  /** The variable that the port came from; PORT unless told. */
  env?: string;
}

/** Finds out before anything is started, so that a taken port costs a second and not a database. */
export async function refuseTakenPort(address: ListenAddress): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(address.port, address.host, resolve);
    });
  } catch (cause) {
    throw listenProblem(address, cause);
  } finally {
    if (probe.listening) await new Promise((resolve) => probe.close(resolve));
  }
}

/**
 * Connections that the system keeps until the process takes them; Node's own 511 were too few for
 * a crowd that comes at once: the rest tries again for as long as half a minute.
 */
const backlog = 4_096;

/** Listens and answers the address, with the real port where 0 was asked for. */
export async function listen(app: FastifyInstance, address: ListenAddress): Promise<string> {
  try {
    return await app.listen({ ...address, backlog });
  } catch (cause) {
    throw listenProblem(address, cause);
  }
}

function listenProblem(
  { host, port, env = 'PORT' }: ListenAddress,
  cause: unknown,
): StartupProblem {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  const sentence =
    code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop the program that listens there, or set ${env} to another.`
      : code === 'EACCES'
        ? `Port ${port} needs more rights: set ${env} to one above 1023.`
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
          ? `HOST=${host} is not an address of this machine: set HOST to one, such as 127.0.0.1.`
          : `Cannot listen on ${host}:${port} (${code}): set HOST and ${env}.`;
  return new StartupProblem(sentence, { cause });
}

/** A port of this machine that nobody listens on now. */
export async function freePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, host, resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
