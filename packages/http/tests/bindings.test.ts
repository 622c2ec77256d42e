import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  type CallContext,
  type Client,
  ContractError,
  defineContract,
  defineErrors,
  defineRoutes,
  type Handlers,
  isContractError,
} from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { logger } from '@cartwright/telemetry';
import { createTestDatabase, type TestDatabase } from '@cartwright/testing/test-database';
import { waitFor } from '@cartwright/testing/wait';
import Type from 'typebox';
import {
  createHttpServer,
  httpClient,
  isFault,
  isOverload,
  localClient,
  overloaded,
  retryAfterOf,
  serveContract,
} from '../src/index.ts';

const contract = defineContract({
  service: 'shelf',
  events: {},
  errors: defineErrors({
    taken: { title: 'Taken', status: 409 },
    secret: { title: 'Not declared by any route', status: 409 },
  }),
  routes: defineRoutes({
    put: {
      method: 'PUT',
      path: '/things/:id',
      summary: 'Put a thing',
      access: { kind: 'internal', callers: ['buyer'] },
      params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 100 }) }),
      query: Type.Object({ times: Type.Optional(Type.Integer({ minimum: 1, default: 1 })) }),
      body: Type.Object(
        { name: Type.Union([Type.String({ maxLength: 50 }), Type.Null()]) },
        { additionalProperties: false },
      ),
      responses: {
        200: Type.Object({
          id: Type.String(),
          name: Type.Union([Type.String(), Type.Null()]),
          times: Type.Integer(),
        }),
        202: Type.Object({ later: Type.Boolean() }),
      },
      errors: ['taken'],
      repeatable: true,
    },
    create: {
      method: 'POST',
      path: '/things',
      summary: 'Make a thing once',
      access: { kind: 'internal', callers: ['buyer'] },
      responses: { 204: null },
      errors: [],
      idempotencyKey: 'required',
    },
  }),
});

const seen: { caller: string; context: CallContext }[] = [];
let failures = 0;
let refusals = 0;
let begun = 0;
let finished = 0;
let held: () => Promise<unknown> = async () => undefined;

const handlers: Handlers<typeof contract> = {
  put: async ({ params, query, body }, context) => {
    seen.push({ caller: context.caller, context });
    if (body.name === 'taken') throw new ContractError('taken', { data: { by: 'someone' } });
    if (body.name === 'undeclared') throw new ContractError('secret');
    if (body.name === 'locked') throw Object.assign(new Error('lock timeout'), { code: '55P03' });
    if (body.name === 'broken') throw new Error('password is hunter2');
    if (body.name === 'slow') await new Promise((resolve) => setTimeout(resolve, 400));
    if (body.name === 'later') return { status: 202, body: { later: true } };
    if (body.name === 'busy') {
      refusals += 1;
      throw overloaded(7);
    }
    if (body.name === 'flaky') {
      failures += 1;
      if (failures < 3) throw new ContractError('unavailable');
    }
    const answer = {
      id: params.id,
      name: body.name,
      times: query.times ?? 0,
      extra: 'not declared',
    };
    return { status: 200, body: answer };
  },
  create: async () => {
    begun += 1;
    await held();
    finished += 1;
    return { status: 204, body: null };
  },
};

const context = (more: Partial<CallContext> = {}): CallContext => ({
  actor: { kind: 'shopper', id: 'someone' },
  deadline: Date.now() + 2_000,
  ...more,
});

const log = logger({ level: 'silent' });
const key = new Uint8Array(32).fill(7);

type Bound = { client: (caller?: string) => Client<typeof contract>; stop: () => Promise<void> };

async function overHttp(o: { connectionsMax?: number } = {}): Promise<Bound> {
  const app = createHttpServer({ log, name: 'internal' });
  serveContract(app, { contract, handlers, kind: 'internal', key, log });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const clients: { close(): Promise<void> }[] = [];
  return {
    client: (caller = 'buyer') => {
      const address = { publicUrl: 'http://127.0.0.1:1', internalUrl: url };
      const client = httpClient({ contract, caller, address, key, ...o });
      clients.push(client);
      return client;
    },
    stop: async () => {
      for (const client of clients) await client.close();
      await app.close();
    },
  };
}

const locally = async (): Promise<Bound> => ({
  client: (caller = 'buyer') =>
    localClient({ contract, caller, handlers: () => handlers, strict: true, log }),
  stop: async () => undefined,
});

const withCode = (code: string) => (error: unknown) => isContractError(error, code);

for (const [name, bind] of Object.entries({ local: locally, http: overHttp }))
  describe(`${name} binding`, () => {
    let bound: Bound;
    let database: TestDatabase<unknown>;
    before(async () => {
      bound = await bind();
      database = await createTestDatabase('shelf', { migrations: [] });
    });
    after(async () => {
      await bound.stop();
      await database.close();
    });
    const put = (bodyName: string | null, more: Partial<CallContext> = {}, id = 'a/b c') =>
      bound.client().put({ params: { id }, query: {}, body: { name: bodyName } }, context(more));

    test('carries parts both ways, fills defaults, drops what is not declared', async () => {
      assert.deepEqual(await put(null), {
        status: 200,
        body: { id: 'a/b c', name: null, times: 1 },
      });
    });

    test('tells statuses apart', async () => {
      assert.deepEqual(await put('later'), { status: 202, body: { later: true } });
    });

    test('carries who calls, for whom and under which key', async () => {
      await put('x', { idempotencyKey: 'k-1', bearer: 'b-1', clientAddress: '192.0.2.1' });
      const last = seen.at(-1);
      assert.equal(last?.caller, 'buyer');
      assert.deepEqual(last?.context.actor, { kind: 'shopper', id: 'someone' });
      assert.equal(last?.context.idempotencyKey, 'k-1');
      assert.equal(last?.context.bearer, 'b-1');
      assert.equal(last?.context.clientAddress, '192.0.2.1');
    });

    test('refuses a wrong body by its pointer', async () => {
      // A caller without types may send anything.
      const wrong = { params: { id: 'a' }, query: {}, body: { name: 7 } } as never;
      await assert.rejects(
        bound.client().put(wrong, context()),
        (error) =>
          isContractError(error, 'invalid-input') && error.problems[0]?.pointer === '/body/name',
      );
    });

    test('passes a declared refusal on with its data', async () => {
      await assert.rejects(
        put('taken'),
        (error) => isContractError(error, 'taken') && error.data.by === 'someone',
      );
    });

    test('neutralises undeclared refusals and faults', async () => {
      await assert.rejects(put('undeclared'), withCode('internal-error'));
      await assert.rejects(put('broken'), (error) => {
        assert.ok(isContractError(error, 'internal-error'));
        assert.doesNotMatch(error.message, /hunter2/);
        return true;
      });
    });

    test('a database that cannot serve now makes the service unavailable', async () => {
      await assert.rejects(put('locked'), withCode('unavailable'));
    });

    test('a refusal of too much work is told from a fault, and is not tried again', async () => {
      refusals = 0;
      await assert.rejects(
        put('busy'),
        (error) => isOverload(error) && retryAfterOf(error) === '7' && !isFault(error),
      );
      assert.equal(refusals, 1);
      assert.ok(!isOverload(new ContractError('unavailable')), 'a fault names no time');
    });

    test('does not know the outcome after the deadline', async () => {
      const startedMs = Date.now();
      await assert.rejects(
        put('slow', { deadline: Date.now() + 100 }),
        withCode('outcome-unknown'),
      );
      assert.ok(Date.now() - startedMs < 350);
    });

    test('refuses a caller that the route does not name', async () => {
      const input = { params: { id: 'a' }, query: {}, body: { name: null } };
      await assert.rejects(bound.client('thief').put(input, context()), withCode('not-allowed'));
    });

    test('demands an idempotency key where the route does', async () => {
      await assert.rejects(
        bound.client().create({}, context()),
        withCode('idempotency-key-missing'),
      );
      const made = await bound.client().create({}, context({ idempotencyKey: 'k' }));
      assert.deepEqual(made, { status: 204, body: null });
    });

    test('refuses to be called inside a transaction', async () => {
      await assert.rejects(
        transaction(database.db, () => put('x')),
        /inside a transaction/,
      );
    });
  });

test('the HTTP binding repeats a repeatable call after a passing fault', async () => {
  const bound = await overHttp();
  failures = 0;
  const answer = await bound
    .client()
    .put({ params: { id: 'a' }, query: {}, body: { name: 'flaky' } }, context());
  assert.equal(answer.status, 200);
  assert.equal(failures, 3);
  await bound.stop();
});

test('the HTTP binding drops what waits for a connection past its deadline', async (t) => {
  const bound = await overHttp({ connectionsMax: 2 });
  t.after(() => {
    held = async () => undefined;
    return bound.stop();
  });
  const client = bound.client();
  [begun, finished] = [0, 0];
  // The next two end long after the deadline, so that a machine that stands still tells them apart.
  held = () => new Promise((resolve) => setTimeout(resolve, 1_000));
  const last = { idempotencyKey: 'k', deadline: Date.now() + 1_100 };
  const calls = Array.from({ length: 20 }, () => client.create({}, context(last)));
  const told = await Promise.allSettled(calls);
  assert.ok(told.filter(({ status }) => status === 'fulfilled').length <= 2);
  // Stands in line behind all others.
  await client.create({}, context({ idempotencyKey: 'k' }));
  assert.ok(begun <= 5, `${begun} were begun: two at once, twice, and the one after`);
  await waitFor('the callee ends what it began', () => finished === begun);
});

test('the HTTP binding asks for as much at once as a gateway takes on', async (t) => {
  const bound = await overHttp();
  t.after(() => {
    held = async () => undefined;
    return bound.stop();
  });
  const client = bound.client();
  begun = 0;
  const together = Promise.withResolvers<void>();
  held = () => {
    if (begun === 200) together.resolve();
    return together.promise;
  };
  const patient = { idempotencyKey: 'k', deadline: Date.now() + 20_000 };
  await Promise.all(Array.from({ length: 200 }, () => client.create({}, context(patient))));
});

test('the HTTP binding lets no parameter lead to another route', async (t) => {
  const bound = await overHttp();
  t.after(bound.stop);
  const of = (id: string) => ({ params: { id }, query: {}, body: { name: 'a' } });
  for (const id of ['.', '..'])
    await assert.rejects(bound.client().put(of(id), context()), withCode('not-found'));
  for (const id of ['...', 'a/../b', '%2e%2e'])
    assert.deepEqual((await bound.client().put(of(id), context())).body, {
      id,
      name: 'a',
      times: 1,
    });
});

test('the HTTP binding knows that nothing was done when nobody listens', async () => {
  const address = { publicUrl: 'http://127.0.0.1:1', internalUrl: 'http://127.0.0.1:1' };
  const client = httpClient({ contract, caller: 'buyer', address, key });
  await assert.rejects(
    client.create({}, context({ idempotencyKey: 'k' })),
    withCode('unavailable'),
  );
  await client.close();
});
