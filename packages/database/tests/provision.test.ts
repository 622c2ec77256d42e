import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileCredentials, openDatabase, provision, StartupProblem } from '@cartwright/database';
import { createTestDatabases, type TestDatabases } from '@cartwright/testing/test-database';
import { sql } from 'kysely';

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** The SQLSTATE with which a statement is refused; undefined when it succeeds. */
async function refusal(url: string, schema: string, statement: string): Promise<unknown> {
  const opened = openDatabase({ url, schema, connectionsMax: 1, applicationName: 'test' });
  try {
    await sql.raw(statement).execute(opened.db);
    return undefined;
  } catch (error) {
    return codeOf(error);
  } finally {
    await opened.close();
  }
}

const insufficientPrivilege = '42501';

for (const layout of ['schemas', 'databases'] as const) {
  describe(`with services in ${layout}`, () => {
    let made: TestDatabases;
    const urlOf = (service: string): string => made.addresses[service]?.url ?? '';

    before(async () => {
      made = await createTestDatabases(['orders', 'payments'], { layout });
    });
    after(() => made.drop());

    test('a service reads and writes its own tables', async () => {
      const statement = `insert into idempotency_record (scope, key, body_hash) values ('a', 'b', 'c')`;
      assert.equal(await refusal(urlOf('orders'), 'orders', statement), undefined);
      assert.equal(
        await refusal(urlOf('orders'), 'orders', 'delete from idempotency_record'),
        undefined,
      );
    });

    test('a service cannot read the tables of another', async () => {
      const statement = 'select key from payments.idempotency_record';
      const code = await refusal(urlOf('orders'), 'orders', statement);
      // In a database of its own the other schema does not even exist.
      assert.equal(code, layout === 'schemas' ? insufficientPrivilege : '42P01');
    });

    test('a service cannot enter the database of another', {
      skip: layout === 'schemas',
    }, async () => {
      const address = new URL(urlOf('payments'));
      const own = new URL(urlOf('orders'));
      address.username = own.username;
      address.password = own.password;
      assert.equal(await refusal(address.href, 'payments', 'select 1'), insufficientPrivilege);
    });

    test('a service cannot change or make tables, or mark migrations as run', async () => {
      for (const statement of [
        'alter table idempotency_record add column more text',
        'drop table idempotency_record',
        'create table more (id integer)',
        'create table public.more (id integer)',
        `insert into schema_migration (name, checksum) values ('a', 'b')`,
        'truncate idempotency_record',
      ]) {
        const code = await refusal(urlOf('orders'), 'orders', statement);
        assert.equal(code, insufficientPrivilege, statement);
      }
    });

    test('a service may see which migrations ran', async () => {
      const statement = 'select name from schema_migration';
      assert.equal(await refusal(urlOf('orders'), 'orders', statement), undefined);
    });

    test('a role cannot become another', async () => {
      for (const role of ['payments', 'payments_owner', 'orders_owner', 'postgres']) {
        const code = await refusal(urlOf('orders'), 'orders', `set role ${role}`);
        assert.equal(code, insufficientPrivilege, role);
      }
    });
  });
}

/** Roles outlive the databases of a shared server, so an earlier run may have made it. */
async function makeRole(adminUrl: string, role: string): Promise<void> {
  const create = `create role ${role} with login createrole createdb password 'plain'`;
  const code = await refusal(adminUrl, 'public', create);
  assert.ok(code === undefined || code === '42710');
}

describe('provision', () => {
  let made: TestDatabases;
  let folder: string;

  before(async () => {
    made = await createTestDatabases([]);
    folder = await mkdtemp(join(tmpdir(), 'cartwright-provision-'));
  });
  after(async () => {
    await made.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const options = (services: string[]) => ({
    adminUrl: made.adminUrl,
    services,
    layout: 'schemas' as const,
    roles: 'separate' as const,
    credentials: fileCredentials(join(folder, 'credentials.json')),
  });

  test('can run again, and by two processes at once, with the passwords it keeps', async () => {
    const services = ['provision_a', 'provision_b'];
    const [first, second] = await Promise.all([
      provision(options(services)),
      provision(options(services)),
    ]);
    const third = await provision(options(services));
    assert.deepEqual(third, first);
    assert.deepEqual(Object.keys(second), services);
    assert.equal(await refusal(third.provision_a?.url ?? '', 'provision_a', 'select 1'), undefined);
    const kept = await stat(join(folder, 'credentials.json'));
    assert.equal(kept.mode & 0o777, 0o600);
    const text = await readFile(join(folder, 'credentials.json'), 'utf8');
    assert.equal(Object.keys(JSON.parse(text)).length, 4);
  });

  test('makes the folder of the passwords where there is none, as before the first start', async () => {
    const path = join(folder, 'not', 'there', 'credentials.json');
    await provision({ ...options(['provision_new']), credentials: fileCredentials(path) });
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  test('with single roles every service has its schema and the address of the admin', async () => {
    const made = await provision({ ...options(['single_a']), roles: 'single' });
    const address = made.single_a;
    assert.equal(address?.url, address?.ownerUrl);
    assert.equal(
      await refusal(address?.url ?? '', 'single_a', 'create table own (id integer)'),
      undefined,
    );
  });

  test('tells the SQL for an administrator when the admin role may not make roles', async () => {
    const limited = await provision(options(['provision_limited']));
    const adminUrl = limited.provision_limited?.ownerUrl ?? '';
    const refused = provision({ ...options(['provision_c']), adminUrl });
    await assert.rejects(refused, (error) => {
      assert.ok(error instanceof StartupProblem);
      assert.match(error.message, /let an administrator run the SQL below/);
      assert.match(error.message, /create role provision_c_owner/);
      assert.match(error.message, /create schema if not exists provision_c /);
      return true;
    });
  });

  test('needs no superuser: whoever may make roles and owns the database will do', async () => {
    const name = new URL(made.adminUrl).pathname.slice(1);
    await makeRole(made.adminUrl, 'plain_admin');
    assert.equal(
      await refusal(made.adminUrl, 'public', `alter database ${name} owner to plain_admin`),
      undefined,
    );
    const address = new URL(made.adminUrl);
    address.username = 'plain_admin';
    address.password = 'plain';
    const services = ['provision_plain', 'provision_other'];
    const adminUrl = address.href;
    const addresses = await provision({ ...options(services), adminUrl });
    const { ownerUrl = '', url = '' } = addresses.provision_plain ?? {};
    const create = 'create table own (id integer)';
    assert.equal(await refusal(ownerUrl, 'provision_plain', create), undefined);
    assert.equal(await refusal(url, 'provision_plain', 'select id from own'), undefined);
    const otherUrl = addresses.provision_other?.url ?? '';
    const read = 'select id from provision_plain.own';
    assert.equal(await refusal(otherUrl, 'provision_other', read), insufficientPrivilege);
    await provision({ ...options(services), adminUrl, layout: 'databases' });
    for (const service of services) {
      const drop = `drop database ${name}_${service}`;
      assert.equal(await refusal(made.adminUrl, 'public', drop), undefined);
    }
  });

  test('refuses a name that could carry SQL', async () => {
    await assert.rejects(provision(options(['a; drop table b'])), /cannot be the name/);
  });
});
