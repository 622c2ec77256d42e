import {
  type ContractDefinition,
  commonErrors,
  type MountedCall,
  Problem,
  type RouteDefinition,
} from '@cartwright/contract';
import { fastifySchema } from '@cartwright/http';
import type { SwaggerOptions } from '@fastify/swagger';
import { rateLimited } from './limits/rates.ts';

/** The frame of the OpenAPI document; paths come from the contracts' routes and mounted calls. */
export const describeApi = (contracts: readonly ContractDefinition[]): SwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Cartwright API',
      version: '1.0.0',
      description:
        'Money is in minor units; lists page by cursor; errors are RFC 9457 problem details ' +
        'with a `code`. Past its capacity the shop refuses at once with 503 `unavailable`, and ' +
        'past what one client address may do with 429 `too-many-requests`; both were not begun, ' +
        'name in `Retry-After` when to come back, and may be sent again under the same ' +
        'Idempotency-Key.',
    },
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key with scopes' },
        session: { type: 'apiKey', in: 'cookie', name: 'cartwright.session_token' },
      },
    },
  },
  transformObject: (made) => {
    // OpenAPI is what is asked for above.
    const { openapiObject } = made as Extract<typeof made, { openapiObject: unknown }>;
    const paths = { ...openapiObject.paths, ...Object.assign({}, ...contracts.map(mountedPaths)) };
    return { ...openapiObject, paths };
  },
});

const mountedPaths = ({ service, mountedCalls = {} }: ContractDefinition) =>
  Object.fromEntries(
    Object.entries(mountedCalls).map(([name, call]) => [
      call.path,
      { post: mountedOperation(name, service, call) },
    ]),
  );

const mountedOperation = (name: string, service: string, call: MountedCall) => ({
  operationId: name,
  summary: call.summary,
  tags: ['shop', service],
  ...(call.who === 'shopper' ? { security: [{ session: [] }] } : {}),
  requestBody: { required: true, content: { 'application/json': { schema: call.body } } },
  responses: {
    200: { description: 'Done', content: { 'application/json': { schema: call.answer } } },
    ...Object.fromEntries(
      Object.entries({
        ...call.refusals,
        429: ['too-many-requests', ...(call.refusals[429] ?? [])],
      }).map(([status, codes]) => [status, problemResponse(Number(status), codes)]),
    ),
  },
});

/** A route's schema for Fastify with what OpenAPI shows beside the shapes. */
export function publicSchema(
  name: string,
  route: RouteDefinition,
  contract: ContractDefinition,
): Record<string, unknown> {
  const schema = fastifySchema(route);
  const isStaff = route.access.kind === 'public' && route.access.who === 'staff';
  const isShopper = route.access.kind === 'public' && route.access.who === 'shopper';
  return {
    ...schema,
    operationId: name,
    summary: route.summary,
    tags: [isStaff ? 'staff' : 'shop', contract.service],
    ...(isStaff ? { security: [{ apiKey: [] }, { session: [] }] } : {}),
    ...(isShopper ? { security: [{ session: [] }] } : {}),
    ...(route.idempotencyKey === undefined ? {} : { headers: idempotencyHeader(route) }),
    response: {
      ...emptyResponses(route),
      ...Object(schema.response),
      ...problemResponses(name, route, contract),
    },
  };
}

const idempotencyHeader = (route: RouteDefinition) => ({
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      description: 'The same key repeats the first answer for 24 hours',
    },
  },
  // Not `required` for the validator: a missing key has an error code of its own.
  'x-required': route.idempotencyKey === 'required',
});

const emptyResponses = (route: RouteDefinition) =>
  Object.fromEntries(
    Object.entries(route.responses)
      .filter(([, schema]) => schema === null)
      .map(([status]) => [status, { type: 'null', description: 'Done' }]),
  );

const retryAfter = {
  'Retry-After': {
    description: 'Seconds after which the same request may be sent again',
    schema: { type: 'integer', minimum: 1 },
  },
};

function problemResponses(name: string, route: RouteDefinition, contract: ContractDefinition) {
  const always = ['invalid-input', 'internal-error', 'unavailable'];
  if (rateLimited.has(name)) always.push('too-many-requests');
  const known = { ...commonErrors, ...contract.errors };
  const byStatus = new Map<number, string[]>();
  for (const code of [...always, ...route.errors]) {
    const definition = Object.entries(known).find(([name]) => name === code)?.[1];
    if (definition === undefined) throw new Error(`${route.path} declares unknown error ${code}`);
    byStatus.set(definition.status, [...(byStatus.get(definition.status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => !(status in route.responses))
      .map(([status, codes]) => [status, problemResponse(status, codes)]),
  );
}

const problemResponse = (status: number, codes: readonly string[]) => ({
  description: `Codes: ${codes.join(', ')}`,
  ...(status === 429 || status === 503 ? { headers: retryAfter } : {}),
  content: { 'application/problem+json': { schema: Problem } },
});
