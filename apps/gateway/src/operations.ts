import { ContractError, LoggedEvent, type RouteDefinition } from '@cartwright/contract';
import { fastifySchema } from '@cartwright/http';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { contextOf } from './identity.ts';
import type { GatewayOptions } from './options.ts';

const EventPage = Type.Object({
  items: Type.Array(Type.Object({ service: Type.String(), ...LoggedEvent.properties })),
  nextCursor: Type.Union([Type.String(), Type.Null()]),
});
const query = Type.Object({
  /** The `nextCursor` of the page before; unset starts at the beginning. */
  after: Type.Optional(Type.String({ maxLength: 2_000 })),
  service: Type.Optional(Type.String({ maxLength: 40 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 24 })),
});

const route: RouteDefinition = {
  method: 'GET',
  path: '/admin/events',
  summary: 'Every event of every service, in the order of each log',
  access: { kind: 'public', who: 'staff', scope: 'audit:read' },
  query,
  responses: { 200: EventPage },
  errors: [],
};

/** What really happened, across services: the gateway reads each log and keeps a place in each. */
export function serveEvents(api: FastifyInstance, options: GatewayOptions): void {
  api.route({
    method: 'GET',
    url: route.path,
    schema: {
      ...fastifySchema(route),
      operationId: 'listEvents',
      summary: route.summary,
      tags: ['staff'],
    },
    config: { route },
    handler: async (request) => {
      const context = await contextOf(request, route, options.accounts);
      // The validator has checked the query against the schema above.
      const { after, service, limit = 24 } = request.query as Static<typeof query>;
      const places = readCursor(after);
      const services = options.services.filter(
        ({ contract }) => service === undefined || contract.service === service,
      );
      const pages = await Promise.all(
        services.map(async ({ contract, client }) => {
          const read = client.readEvents;
          if (read === undefined) return [];
          const input = { query: { after: places[contract.service] ?? 0, limit } };
          const answer = await read(input, { ...context, actor: { kind: 'system' } });
          // The platform route's answer, the same for every service.
          const body = answer.body as { items: LoggedEvent[] };
          return body.items.map((event) => ({ service: contract.service, ...event }));
        }),
      );
      const items = mergeByTime(pages, limit);
      for (const event of items)
        places[event.service] = Math.max(places[event.service] ?? 0, event.position);
      return { items, nextCursor: items.length === 0 ? null : writeCursor(places) };
    },
  });
}

/** Earliest first across logs, while each log keeps its own order, so that no event is skipped. */
function mergeByTime<T extends { occurredAt: string }>(
  pages: readonly (readonly T[])[],
  limit: number,
): T[] {
  const queues = pages.map((page) => [...page]);
  const merged: T[] = [];
  while (merged.length < limit) {
    const [next] = queues
      .filter((queue) => queue.length > 0)
      .sort((a, b) => (a[0]?.occurredAt ?? '').localeCompare(b[0]?.occurredAt ?? ''));
    const event = next?.shift();
    if (event === undefined) break;
    merged.push(event);
  }
  return merged;
}

const writeCursor = (places: Record<string, number>): string =>
  Buffer.from(JSON.stringify(places)).toString('base64url');

function readCursor(cursor: string | undefined): Record<string, number> {
  if (cursor === undefined || cursor === '') return {};
  try {
    const places: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (typeof places !== 'object' || places === null) throw new Error('not an object');
    return Object.fromEntries(
      Object.entries(places).filter((entry) => Number.isSafeInteger(entry[1]) && entry[1] >= 0),
    );
  } catch (cause) {
    throw new ContractError('invalid-input', {
      problems: [{ pointer: '/query/after', message: 'is not a cursor of this list' }],
      cause,
    });
  }
}
