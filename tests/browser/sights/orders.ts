import assert from 'node:assert/strict';
import { newIdempotencyKey } from '@cartwright/sdk';
import type { TestShop } from '@cartwright/testing';
import { createCart, shopperOf, staffOf } from '../../journeys/fixtures.ts';
import { buy } from '../../journeys/orders.ts';

/** Addresses of orders that staff have dealt with, as a mail has them. */
export interface OrdersToSee {
  /** One of two pieces is on its way. */
  sent: string;
  cancelled: string;
}

export async function makeOrders(shop: TestShop, slug: string): Promise<OrdersToSee> {
  const staff = staffOf(shop);
  const params = { path: { slug } };
  const { data } = await shopperOf(shop).GET('/api/v1/products/{slug}', { params });
  const variantId = data?.variants[0]?.id ?? '';
  const place = async () => buy(shop, await createCart(shop, [{ variantId, quantity: 2 }]));
  const toStaff = ({ id }: { id: string }) => ({
    path: { id },
    header: { 'idempotency-key': newIdempotencyKey() },
  });
  const [sent, cancelled] = [await place(), await place()];
  const order = await staff.GET('/api/v1/admin/orders/{id}', { params: { path: { id: sent.id } } });
  const fulfilled = await staff.POST('/api/v1/admin/orders/{id}/fulfilments', {
    params: toStaff(sent),
    body: {
      lines: [{ lineId: order.data?.lines[0]?.lineId ?? '', quantity: 1 }],
      carrier: 'Parcel Post',
      trackingNumber: '00340434161094042557',
      trackingUrl: 'https://carrier.example/00340434161094042557',
    },
  });
  assert.ok(fulfilled.data, JSON.stringify(fulfilled.error));
  const stopped = await staff.POST('/api/v1/admin/orders/{id}/cancel', {
    params: toStaff(cancelled),
  });
  assert.ok(stopped.data, JSON.stringify(stopped.error));
  const addressOf = ({ id, accessToken }: { id: string; accessToken: string }) =>
    `/orders/${id}?token=${encodeURIComponent(accessToken)}`;
  return { sent: addressOf(sent), cancelled: addressOf(cancelled) };
}
