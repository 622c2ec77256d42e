import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient } from '@cartwright/sdk';
import type { Visit } from '../browser/cookies.ts';
import { saveAddress } from './save-address.ts';

test('an address that cannot be saved keeps nobody from the order', async () => {
  const reported: unknown[] = [];
  const fault = new Error('the connection broke off');
  const fetch = () => Promise.reject(fault);
  // All of a visit that saving touches.
  const visit = {
    locals: {
      shop: { api: createClient({ baseUrl: 'http://shop.test', fetch }) },
      host: { report: (error: unknown) => reported.push(error) },
    },
  } as unknown as Visit;
  await saveAddress(visit, { saveAddress: 'yes', key: 'one' });
  assert.deepEqual(reported, [fault]);
});
