import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { environment, loadSettings } from '@cartwright/config';
import { BooksInUse } from './books.ts';
import { runProvider } from './run-provider.ts';
import { type ProviderSettings, providerSettings } from './settings.ts';

const usage =
  'Usage: main.ts --data DIR --webhook URL [--port N] [--host H] [--secret S] [--with-parent]';

function readSettings(): ProviderSettings & { endsWithParent: boolean } {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string' },
      webhook: { type: 'string' },
      secret: { type: 'string' },
      'with-parent': { type: 'boolean', default: false },
    },
  });
  const settings = loadSettings(providerSettings, environment());
  const secret = values.secret ?? settings.secret;
  const port = Number(values.port);
  if (values.data === undefined || values.webhook === undefined) throw new Error(usage);
  if (secret === undefined) throw new Error('Give --secret or TEST_PROVIDER_SECRET.');
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('--port must be a whole number from 0 to 65535.');
  if (!/^https?:\/\//.test(values.webhook) || !URL.canParse(values.webhook))
    throw new Error('--webhook must be an http address.');
  return {
    ...settings,
    secret,
    dataDir: resolve(values.data),
    host: values.host,
    port,
    webhookUrl: values.webhook,
    endsWithParent: values['with-parent'],
  };
}

async function main(): Promise<void> {
  const settings = readSettings();
  const provider = await runProvider(settings);
  process.on('SIGTERM', () => void provider.stop());
  process.on('SIGINT', () => void provider.stop());
  // The terminal of a shop that was killed goes away; the books stay open for the next one.
  process.on('SIGHUP', () => {});
  if (settings.endsWithParent) {
    process.stdin.resume();
    process.stdin.on('end', () => void provider.stop());
    process.stdin.on('error', () => void provider.stop());
  }
  process.stdout.write(
    `${JSON.stringify({
      event: 'ready',
      url: provider.url,
      port: provider.port,
      pid: process.pid,
      dataDir: settings.dataDir,
    })}\n`,
  );
  await provider.stopped;
  process.stdin.destroy();
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ event: 'failed', message })}\n`);
  process.exit(error instanceof BooksInUse ? 3 : 1);
});
