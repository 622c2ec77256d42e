import { Connection } from './connection.ts';
import type { Edits, Run, Window } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { jsonRequest } from './requests.ts';
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

/** Changes one product after the other, at a fixed pace. */
function startEdits(edits: Edits, address: { host: string; port: number }, recorder: Recorder) {
  const connection = new Connection(address);
  const host = `${address.host}:${address.port}`;
  let underWay: Promise<unknown> | undefined;
  let turn = 0;
  const timer = setInterval(() => {
    // A shop that cannot keep up is not made to queue the edits as well.
    if (underWay !== undefined) return;
    turn += 1;
    const request = jsonRequest({
      method: 'PATCH',
      path: `/api/v1/admin/products/${edits.productIds[turn % edits.productIds.length]}`,
      host,
      headers: `Authorization: Bearer ${edits.apiKey}\r\n`,
      body: { description: `Edit ${turn}` },
    });
    underWay = connection.send(request).then((answer) => {
      if (answer.status === 200) recorder.edits += 1;
      else recorder.expect(answer, 200);
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
