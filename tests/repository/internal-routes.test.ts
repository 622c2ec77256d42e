import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { ContractDefinition, Handlers, RouteDefinition } from '@cartwright/contract';
import { createHttpServer, serveContract, signInternalToken } from '@cartwright/http';
import { withPlatformRoutes } from '@cartwright/runtime';
import { logger } from '@cartwright/telemetry';
import type { FastifyInstance } from 'fastify';

const key = new Uint8Array(32).fill(1);
const log = logger({ level: 'silent' });

/** Every contract, found by the folders: a new service is tested without being listed. */
const contracts = await Promise.all(
  readdirSync('services').map(async (service): Promise<ContractDefinition> => {
    const module: Record<string, ContractDefinition> = await import(
      `../../services/${service}/contract/index.ts`
    );
    const contract = module[`${service}Contract`];
    if (contract === undefined) throw new Error(`${service} exports no ${service}Contract`);
    return withPlatformRoutes(contract);
  }),
);

for (const contract of contracts)
  describe(`routes of ${contract.service}`, () => {
    let app: FastifyInstance;
    let reached = 0;
    before(() => {
      app = createHttpServer({ log, name: 'test' });
      const handlers = Object.fromEntries(
        Object.keys(contract.routes).map((name) => [
          name,
          async () => {
            reached += 1;
            throw new Error('reached');
          },
        ]),
      );
      for (const kind of ['public', 'internal'] as const)
        serveContract(app, {
          contract,
          // Handlers of any shape: none of them may be reached.
          handlers: handlers as unknown as Handlers<ContractDefinition>,
          kind,
          key,
          log,
        });
    });
    after(() => app.close());

    const call = async (route: RouteDefinition, authorization?: string): Promise<number> => {
      const answer = await app.inject({
        method: route.method,
        url: route.path.replaceAll(/:\w+/g, 'x'),
        headers: {
          'cartwright-timeout-ms': '1000',
          'idempotency-key': 'k',
          ...(authorization === undefined ? {} : { authorization }),
        },
      });
      return answer.statusCode;
    };
    const token = async (caller: string, audience: string, signingKey = key): Promise<string> =>
      `Bearer ${await signInternalToken(signingKey, {
        caller,
        audience,
        actor: { kind: 'staff', id: 'x', scopes: ['*'] },
      })}`;

    for (const [name, route] of Object.entries(contract.routes))
      test(`${name} is shut without the right token`, async () => {
        reached = 0;
        assert.equal(await call(route), 401, 'without a token');
        assert.equal(await call(route, 'Bearer made.up.token'), 401, 'with a made-up token');
        const caller = allowedCallerOf(route);
        const strangeKey = new Uint8Array(32).fill(2);
        const foreign = await token(caller, contract.service, strangeKey);
        assert.equal(await call(route, foreign), 401, "signed with another deployment's key");
        const misdirected = await token(caller, 'another-service');
        assert.equal(await call(route, misdirected), 401, 'made for another service');
        if (!isForAll(route)) {
          const stranger = await token('a-stranger', contract.service);
          assert.equal(await call(route, stranger), 403, 'of a caller that it does not name');
        }
        assert.equal(reached, 0);
      });
  });

const isForAll = ({ access }: RouteDefinition): boolean =>
  access.kind === 'internal' && access.callers.includes('*');

const allowedCallerOf = ({ access }: RouteDefinition): string =>
  access.kind === 'internal' ? (access.callers[0] ?? '') : 'gateway';
