import { ContractError, type Handlers, shopperIdOf } from '@cartwright/contract';
import type { ordersContract } from '../../contract/index.ts';
import { accessTokenOf } from '../domain/access-token.ts';
import type { OrdersParts } from '../orders-parts.ts';
import { exportOrders } from '../queries/export-orders.ts';
import { findPlaced } from '../queries/find-placed.ts';
import { listOrders, listShopperOrders } from '../queries/list-orders.ts';
import { asCustomerOrder, readOrder } from '../queries/read-order.ts';
import { verifyOrders } from '../queries/verify-orders.ts';
import { cancelOrder } from '../use-cases/cancel-order.ts';
import { withdrawByNumber, withdrawFromOrder } from '../use-cases/declare-withdrawal.ts';
import { findOwnOrder, verifiedEmailOf } from '../use-cases/find-own-order.ts';
import { fulfilOrder } from '../use-cases/fulfil-order.ts';
import { handleWithdrawal } from '../use-cases/handle-withdrawal.ts';
import { placeOrder } from '../use-cases/place-order.ts';
import { refundOrder } from '../use-cases/refund-order.ts';
import { retryCapture } from '../use-cases/retry-capture.ts';

export const ordersHandlers = (parts: OrdersParts): Handlers<typeof ordersContract> => ({
  place: async ({ params: { attemptId }, body: wanted }, { deadline }) => ({
    status: 200,
    body: { order: await placeOrder(parts, { attemptId, wanted, deadline }) },
  }),
  findPlaced: async ({ params: { attemptId } }) => ({
    status: 200,
    body: { orderId: await findPlaced(parts.db, attemptId) },
  }),
  getForMail: async ({ params }, { deadline }) => {
    const order = await parts.readOrder(params.orderId, deadline);
    // Nobody is left to send a mail to.
    if (order.isErased) throw new ContractError('not-found');
    const token = accessTokenOf(parts.accessKey, order.id);
    const link = `${parts.publicUrl}/orders/${order.id}?locale=${order.locale}&token=${token}`;
    return { status: 200, body: { ...asCustomerOrder(order), locale: order.locale, link } };
  },
  verifyOrders: async ({ body }) => ({ status: 200, body: await verifyOrders(parts.db, body) }),
  getOrder: async ({ params }, context) => ({
    status: 200,
    body: asCustomerOrder(await findOwnOrder(parts, params.id, context)),
  }),
  cancelOrder: async ({ params }, context) => {
    const order = await findOwnOrder(parts, params.id, context);
    await cancelOrder(parts, { orderId: order.id, by: 'customer' }, context);
    return { status: 200, body: asCustomerOrder(await readOrder(parts.db, order.id)) };
  },
  withdrawFromOrder: async ({ params, body }, context) => {
    const asked = { orderId: params.id, declaration: body };
    return { status: 200, body: await withdrawFromOrder(parts, asked, context) };
  },
  withdrawByNumber: async ({ body }) => ({
    status: 200,
    body: await withdrawByNumber(parts.db, body),
  }),
  listMyOrders: async ({ query }, context) => {
    const shopperId = shopperIdOf(context);
    const verifiedEmail = await verifiedEmailOf(parts, shopperId, context);
    const orders = await listShopperOrders(parts.db, { shopperId, verifiedEmail }, query);
    return { status: 200, body: orders };
  },
  exportOrders: async ({ query }, context) => {
    const shopperId = shopperIdOf(context);
    const verifiedEmail = await verifiedEmailOf(parts, shopperId, context);
    return {
      status: 200,
      body: await exportOrders(parts.db, { shopperId, verifiedEmail }, query),
    };
  },
  listOrders: async ({ query }) => ({ status: 200, body: await listOrders(parts.db, query) }),
  getOrderForStaff: async ({ params }) => ({
    status: 200,
    body: await readOrder(parts.db, params.id),
  }),
  createFulfilment: async ({ params, body }, context) => {
    const request = { orderId: params.id, fulfilment: body };
    const { fulfilmentId } = await fulfilOrder(parts, request, context);
    const order = await readOrder(parts.db, params.id);
    const fulfilment = order.fulfilments.find(({ id }) => id === fulfilmentId);
    if (fulfilment === undefined) throw new Error(`Fulfilment ${fulfilmentId} cannot be read`);
    return { status: 201, body: { fulfilment, order } };
  },
  retryCapture: async ({ params: { id: orderId, fulfilmentId } }, context) => {
    await retryCapture(parts, { orderId, fulfilmentId }, context);
    return { status: 200, body: await readOrder(parts.db, orderId) };
  },
  cancelOrderAsStaff: async ({ params }, context) => {
    await cancelOrder(parts, { orderId: params.id, by: 'staff' }, context);
    return { status: 200, body: await readOrder(parts.db, params.id) };
  },
  createRefund: async ({ params, body }, context) => {
    const request = { orderId: params.id, refund: body };
    const { refundId } = await refundOrder(parts, request, context);
    const order = await readOrder(parts.db, params.id);
    const refund = order.refunds.find(({ id }) => id === refundId);
    if (refund === undefined) throw new Error(`Refund ${refundId} cannot be read`);
    return { status: 201, body: { refund, order } };
  },
  handleWithdrawal: async ({ params: { id: orderId, withdrawalId } }, context) => {
    await handleWithdrawal(parts.db, { orderId, withdrawalId }, context);
    return { status: 200, body: await readOrder(parts.db, orderId) };
  },
});
