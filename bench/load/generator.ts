import { Connection } from './connection.ts';
import type { Edits, Run, Window } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { getRequest, jsonRequest } from './requests.ts';
import { type Shop, shopperOf } from './shoppers.ts';

/**
 * The load generator: a process of its own that runs one window at a time, as its parent asks by
 * message. It keeps the carts that were prepared, by the address of their shop.
 */
const prepared = new Map<string, Shop>();

process.on('message', (run: Run) => {
  void runWindow(run).then((window) => process.send?.(window));
});
process.on('disconnect', () => process.exit(0));

async function runWindow(run: Run): Promise<Window> {
  const host = `${run.host}:${run.port}`;
  const shop = prepared.get(host) ?? { host, prepared: new Map() };
  prepared.set(host, shop);
  const address = { host: run.host, port: run.port };
  const connections = Array.from({ length: run.atOnce }, () => new Connection(address));
  const recorder = new Recorder(run.durationMs);
  const shopper = shopperOf(run.work, shop, recorder);
  const editor = run.edits === undefined ? undefined : startEdits(run.edits, address, recorder);
  await Promise.all(
    connections.map(async (connection) => {
      while (!recorder.isOver) if (!(await shopper(connection))) recorder.isOutOfWork = true;
    }),
  );
  await editor?.stop();
  const window = recorder.window();
  for (const connection of connections) connection.close();
  return window;
}

/** Changes one product after the other, at a fixed pace, and looks whether the change shows. */
function startEdits(edits: Edits, address: { host: string; port: number }, recorder: Recorder) {
  const connection = new Connection(address);
  const host = `${address.host}:${address.port}`;
  let underWay: Promise<void> | undefined;
  let turn = 0;
  const edit = async (): Promise<void> => {
    turn += 1;
    const product = edits.products[turn % edits.products.length];
    if (product === undefined) return;
    const title = `${product.title} ${turn % 10}`;
    const changed = await connection.send(
      jsonRequest({
        method: 'PATCH',
        path: `/api/v1/admin/products/${product.id}`,
        host,
        headers: `Authorization: Bearer ${edits.apiKey}\r\n`,
        body: { title },
      }),
    );
    if (changed.status !== 200) return void recorder.expect(changed, 200);
    recorder.edits += 1;
    const place = edits.seenAt ?? `/api/v1/products/${product.slug}`;
    const seen = await connection.send(getRequest(place, host));
    if (!seen.body().includes(`"title":"${title}"`)) recorder.staleEdits += 1;
  };
  const timer = setInterval(() => {
    // A shop that cannot keep up is not made to queue the edits as well.
    underWay ??= edit().finally(() => {
      underWay = undefined;
    });
  }, edits.everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
      connection.close();
    },
  };
}
