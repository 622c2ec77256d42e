import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type ContractDefinition,
  defineContract,
  type EventDefinition,
} from '@cartwright/contract';
import { transaction } from '@cartwright/database';
import { emit } from '@cartwright/events';
import { inventoryContract } from '@cartwright/inventory/contract';
import { pricingContract } from '@cartwright/pricing/contract';
import { defineService } from '@cartwright/runtime';
import { asAnyone, asStaff, startServices, type TestServices } from '@cartwright/testing';
import { catalogContract } from '../contract/index.ts';
import { catalog } from '../src/service.ts';

/** Publishes another service's events and does nothing else: its rules are not tested here. */
const publisherOf = (contract: ContractDefinition) =>
  defineService({
    contract: defineContract({ ...contract, routes: {}, mounts: [] }),
    config: {},
    calls: {},
    hears: {},
    connectionsMax: 2,
    migrations: new URL(`../../${contract.service}/migrations/`, import.meta.url),
    build: () => ({ handlers: {} }),
  });

let services: TestServices;
let mediaDir: string;
before(async () => {
  mediaDir = await mkdtemp(join(tmpdir(), 'cartwright-media-'));
  services = await startServices(
    [catalog, publisherOf(pricingContract), publisherOf(inventoryContract)],
    { env: { CATALOG_MEDIA_DIR: mediaDir } },
  );
});
after(async () => {
  await services.stop();
  await rm(mediaDir, { recursive: true, force: true });
});

const tell = <E extends EventDefinition>(
  service: string,
  event: E,
  told: Parameters<typeof emit<E, unknown>>[2],
) => transaction(services.databaseOf(service).db, (tx) => emit(tx, event, told));

test('shows prices and stock that it heard of in the events of other services', async () => {
  const client = services.client(catalogContract);
  const created = await client.createProduct(
    { body: { title: 'Heard of', status: 'published' } },
    asStaff(),
  );
  const variantId = created.body.variants[0]?.id ?? '';
  await tell('pricing', pricingContract.events.priceChanged, {
    subject: variantId,
    data: {
      variantId,
      prices: [
        {
          price: { amount: 4900, currency: 'EUR' },
          compareAtPrice: { amount: 5900, currency: 'EUR' },
        },
      ],
    },
  });
  await tell('inventory', inventoryContract.events.availabilityChanged, {
    subject: variantId,
    data: { variantId, level: 'few-left' },
  });
  await services.settled();
  const { body } = await client.listProducts({ query: {} }, asAnyone());
  const item = body.items[0];
  assert.deepEqual(
    [item?.price?.amount, item?.compareAtPrice?.amount, item?.available],
    [4900, 5900, true],
  );
});

test('refuses writes of those who may not, and internal routes to the gateway', async () => {
  const client = services.client(catalogContract);
  await assert.rejects(client.createProduct({ body: { title: 'No' } }, asAnyone()), {
    code: 'sign-in-required',
  });
  const reader = asStaff({ actor: { kind: 'api-key', id: 'key', scopes: ['catalog:read'] } });
  await assert.rejects(client.createProduct({ body: { title: 'No' } }, reader), {
    code: 'not-allowed',
  });
  await client.listStaffProducts({ query: {} }, reader);
  await assert.rejects(client.variants({ body: { variantIds: [] } }, asAnyone()), {
    code: 'not-allowed',
  });
});
