import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { catalogContract } from '@cartwright/catalog/contract';
import { fastify } from 'fastify';

/**
 * A process of its own: the least that can answer a body over HTTP, on this machine and this Node.
 * `bare` sends ready bytes; `fastify` serialises the same object by the contract's schema.
 */
export interface LimitRequest {
  kind: 'bare' | 'fastify';
  route: 'listProducts' | 'getProduct';
  body: string;
}

process.on('message', (request: LimitRequest) => {
  void (request.kind === 'bare' ? serveBare(request) : serveFastify(request)).then((port) =>
    process.send?.(port),
  );
});
process.on('disconnect', () => process.exit(0));

async function serveBare({ body }: LimitRequest): Promise<number> {
  const bytes = Buffer.from(body);
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
    });
    response.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return portOf(server.address());
}

async function serveFastify({ route, body }: LimitRequest): Promise<number> {
  const object: unknown = JSON.parse(body);
  const schema = { response: { 200: catalogContract.routes[route].responses[200] } };
  const app = fastify();
  app.get('/', { schema }, async () => object);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return portOf(app.server.address());
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
