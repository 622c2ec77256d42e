import type { AddressInfo } from 'node:net';
import { decideDue, type Gateway } from './authorise.ts';
import { openBooks } from './books.ts';
import { createProviderServer } from './server.ts';
import type { ProviderSettings } from './settings.ts';
import { createWebhookSender } from './webhooks.ts';

/** Nothing due is looked for less often than this. */
const LOOK_AGAIN_MAX_MS = 5_000;
/** Challenges and slow answers fall due without a caller, so they are looked for this often. */
const LOOK_AGAIN_MIN_MS = 20;

interface RunningProvider {
  url: string;
  port: number;
  stop: () => Promise<void>;
  stopped: Promise<void>;
}

/** Opens the books, listens, and does what falls due until it is stopped. */
export async function runProvider(settings: ProviderSettings): Promise<RunningProvider> {
  const books = openBooks(settings.dataDir);
  let webhookUrl = settings.webhookUrl;
  let url = '';
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  const ended = Promise.withResolvers<void>();
  const webhooks = createWebhookSender({
    books,
    secret: settings.secret,
    webhookUrl: () => webhookUrl,
    retryMs: settings.webhookRetryMs,
    onSettled: () => wake(),
  });
  const gateway: Gateway = { books, settings, publicUrl: () => url, webhooks, wake };

  function wake(): void {
    if (isStopping) return;
    clearTimeout(timer);
    const dueAt = books.one('select min(due_at) as at from authorisation where due_at is not null');
    const next = Math.min(
      typeof dueAt?.at === 'number' ? dueAt.at : Number.POSITIVE_INFINITY,
      webhooks.nextAt() ?? Number.POSITIVE_INFINITY,
    );
    const waitMs = Math.min(Math.max(next - Date.now(), LOOK_AGAIN_MIN_MS), LOOK_AGAIN_MAX_MS);
    timer = setTimeout(() => void work(), waitMs);
  }

  async function work(): Promise<void> {
    try {
      await decideDue(gateway, Date.now());
      webhooks.deliverDue(Date.now());
    } catch (error) {
      process.stderr.write(`${JSON.stringify({ error: String(error) })}\n`);
    }
    wake();
  }

  async function stop(): Promise<void> {
    if (isStopping) return ended.promise;
    isStopping = true;
    clearTimeout(timer);
    await new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
    await webhooks.stop();
    books.close();
    ended.resolve();
  }

  const server = createProviderServer(gateway, {
    dataDir: settings.dataDir,
    secret: settings.secret,
    webhookUrl: () => webhookUrl,
    setWebhookUrl(next) {
      webhookUrl = next;
    },
    stop: () => void stop(),
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(settings.port, settings.host, done);
  });
  // A TCP server's address is never a string.
  const { port } = server.address() as AddressInfo;
  url = `http://${settings.host}:${port}`;
  wake();
  return { url, port, stop, stopped: ended.promise };
}
