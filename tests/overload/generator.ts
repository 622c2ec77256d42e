import { setPriority } from 'node:os';
import { Connection } from '../../bench/load/connection.ts';
import { checkoutRequest, getRequest, jsonRequest } from '../../bench/load/requests.ts';
import type { Task } from './protocol.ts';
import { createTally, type Tally } from './tally.ts';

/**
 * Sends checkouts from a process of its own at the lowest priority, so that the shop is never
 * short of processor time because of who loads it. A refused checkout is sent again later under
 * its key, as a patient client does.
 */
const [host = '', port = ''] = process.argv.slice(2);
const address = { host, port: Number(port) };

setPriority(19);

/** One cart's checkout, the same bytes at every try. */
interface Checkout {
  request: string;
  isRepeat: boolean;
}

const waiting: Checkout[] = [];
let taken = 0;
const countLeft = (): number => waiting.length - taken;
/** Counts on, because taking the first of so many out of the array would move all the others. */
function takeNext(): Checkout | undefined {
  const next = waiting[taken];
  if (next !== undefined) taken += 1;
  return next;
}

process.on('message', (task: Task) => {
  void perform(task).then((figures) => process.send?.(figures));
});
process.on('disconnect', () => process.exit(0));

async function perform(task: Task) {
  switch (task.kind) {
    case 'prepare':
      return prepare(task);
    case 'saturate':
      return saturate(task);
    case 'offer':
      return offer(task);
  }
}

async function prepare(task: Extract<Task, { kind: 'prepare' }>) {
  const tally = createTally();
  let left = task.carts;
  await eachOf(task.atOnce, async (connection) => {
    while (left > 0) {
      left -= 1;
      const variantId = task.variantIds[left % task.variantIds.length];
      const body = { currency: 'EUR', lines: [{ variantId, quantity: 1 }] };
      const path = '/api/v1/carts';
      const answer = await connection.send(jsonRequest({ method: 'POST', path, host, body }));
      if (answer.status === 201) {
        const { id }: { id: string } = JSON.parse(answer.body());
        waiting.push({ request: await checkoutOf(connection, id), isRepeat: false });
      } else tally.other(answer);
    }
  });
  return tally.figures(countLeft());
}

let shippingOptionId: string | undefined;

async function checkoutOf(connection: Connection, cartId: string): Promise<string> {
  shippingOptionId ??= await findShippingOption(connection, cartId);
  return checkoutRequest({ host, cartId, shippingOptionId, shopper: 'ada' });
}

async function findShippingOption(connection: Connection, cartId: string): Promise<string> {
  const path = `/api/v1/carts/${cartId}/shipping-options?country=DE`;
  const answer = await connection.send(getRequest(path, host));
  const { items }: { items: { id: string }[] } = JSON.parse(answer.body());
  const [option] = items;
  if (option === undefined) throw new Error('the shop ships nothing');
  return option.id;
}

/** As many checkouts at once as asked, each followed by the next: what the shop can do. */
async function saturate(task: Extract<Task, { kind: 'saturate' }>) {
  const tally = createTally(task.durationMs);
  await eachOf(task.atOnce, async (connection) => {
    while (!tally.isOver()) {
      const next = takeNext();
      if (next === undefined) break;
      await send(connection, next, tally);
    }
  });
  return tally.figures(countLeft());
}

/** Short enough that what is due together is no crowd. */
const tickMs = 5;
/** What was due earlier, when this process had no processor time, is not made up for at once. */
const catchUpMsMax = 100;

/** Checkouts at a fixed pace, whatever becomes of those before. */
async function offer(task: Extract<Task, { kind: 'offer' }>) {
  const tally = createTally(task.durationMs);
  const free: Connection[] = [];
  const underWay = new Set<Promise<unknown>>();
  const catchUpMax = Math.ceil((task.perSecond * catchUpMsMax) / 1_000);
  let opened = 0;
  let due = 0;
  const connectionFor = (): Connection | undefined => {
    const known = free.pop();
    if (known !== undefined || opened >= task.connectionsMax) return known;
    opened += 1;
    return new Connection(address);
  };
  const sendNext = (): void => {
    const connection = connectionFor();
    const next = connection === undefined ? undefined : takeNext();
    if (connection === undefined || next === undefined) {
      tally.heldBack();
      if (connection !== undefined) free.push(connection);
      return;
    }
    const sent = send(connection, next, tally).finally(() => {
      free.push(connection);
      underWay.delete(sent);
    });
    underWay.add(sent);
  };
  while (!tally.isOver()) {
    const wanted = Math.floor((tally.elapsedMs() * task.perSecond) / 1_000);
    for (; due < wanted - catchUpMax; due += 1) tally.heldBack();
    for (; due < wanted; due += 1) sendNext();
    await new Promise((resolve) => setTimeout(resolve, tickMs));
  }
  await Promise.all(underWay);
  for (const connection of free) connection.close();
  return tally.figures(countLeft());
}

async function send(connection: Connection, checkout: Checkout, tally: Tally): Promise<void> {
  const since = tally.offered();
  const answer = await connection.send(checkout.request);
  if (answer.status === 201) tally.accepted(since, checkout.isRepeat);
  else if (answer.status === 503 && answer.body().includes('"code":"unavailable"')) {
    tally.refused(since);
    waiting.push({ ...checkout, isRepeat: true });
  } else tally.other(answer);
}

async function eachOf(count: number, run: (connection: Connection) => Promise<void>) {
  const connections = Array.from({ length: count }, () => new Connection(address));
  await Promise.all(connections.map(run));
  for (const connection of connections) connection.close();
}
