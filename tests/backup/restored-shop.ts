import assert from 'node:assert/strict';
import { freePort, runCommand, startShopProcess, type TestShop } from '@cartwright/testing';
import { providerAddress } from '../journeys/provider-books.ts';

type Env = Readonly<Record<string, string>>;

/** Runs a command and answers what it printed; one that failed fails the test. */
export async function run(args: readonly string[], env: Env): Promise<string> {
  const { exitCode, output } = await runCommand(args, env);
  assert.equal(exitCode, 0, `cartwright ${args.join(' ')}:\n${output}`);
  process.stdout.write(
    `cartwright ${args[0]} ${args[1] ?? ''}: ${output.split('\n').length} lines\n`,
  );
  return output;
}

/** Restores into a fresh folder, resumes, and starts beside the first, with the same provider. */
export async function startRestored(
  shop: TestShop,
  o: {
    source: string;
    dataDir: string;
    /** What has to be done before the shop opens. */
    prepare?: (env: Env) => Promise<void>;
  },
): Promise<TestShop> {
  const { port } = await providerAddress(shop);
  const env = {
    DATA_DIR: o.dataDir,
    PORT: String(await freePort()),
    SAMPLE_SHOP: 'false',
    PAYMENTS_TEST_PROVIDER_URL: `http://127.0.0.1:${port}`,
  };
  await run(['restore', o.source], env);
  const resumed = await run(['events', 'resume'], env);
  assert.match(resumed, /inventory <- orders: goes on after position/);
  await o.prepare?.(env);
  const process = await startShopProcess({ env });
  return {
    ...shop,
    url: process.url,
    dataDir: o.dataDir,
    env,
    logs: process.output,
    processOf: () => process,
  };
}
