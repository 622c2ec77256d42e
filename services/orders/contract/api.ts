import { defineRoutes, Email, Id, page, pageQuery, Timestamp, text } from '@cartwright/contract';
import Type from 'typebox';
import {
  CreateFulfilment,
  CreateRefund,
  DeclareWithdrawal,
  Order,
  OrderForMail,
  OrderStatus,
  OrderSummary,
  OrderWithToken,
  PlaceOrder,
  StaffFulfilment,
  StaffOrder,
  StaffOrderSummary,
  StaffRefund,
  WithdrawalReceipt,
} from './shapes.ts';
import { ordersVerifyRoutes } from './verify.ts';

const orderParams = Type.Object({ id: Id });

const internalRoutes = defineRoutes({
  place: {
    method: 'PUT',
    path: '/orders/by-attempt/:attemptId',
    summary: 'Place the order of a checkout attempt; a repeat answers the same order',
    access: { kind: 'internal', callers: ['checkout'] },
    params: Type.Object({ attemptId: Id }),
    body: PlaceOrder,
    responses: { 200: Type.Object({ order: OrderWithToken }) },
    errors: ['totals-mismatch'],
    repeatable: true,
    // 500 lines of about 2 kB.
    bodyBytesMax: 1_048_576,
  },
  findPlaced: {
    method: 'GET',
    path: '/orders/by-attempt/:attemptId',
    summary: 'Which order a checkout attempt became, if it became one',
    access: { kind: 'internal', callers: ['checkout'] },
    params: Type.Object({ attemptId: Id }),
    // An answer for both: a version that does not know the route says 404.
    responses: { 200: Type.Object({ orderId: Type.Union([Id, Type.Null()]) }) },
    errors: [],
    repeatable: true,
  },
  getForMail: {
    method: 'GET',
    path: '/orders/:orderId/for-mail',
    summary: 'What a mail about the order must say',
    access: { kind: 'internal', callers: ['notifications'] },
    params: Type.Object({ orderId: Id }),
    responses: { 200: OrderForMail },
    errors: ['not-found'],
    repeatable: true,
  },
});

const shopperRoutes = defineRoutes({
  getOrder: {
    method: 'GET',
    path: '/orders/:id',
    summary: 'The order, for its customer or with its access token as bearer',
    access: { kind: 'public', who: 'anyone' },
    params: orderParams,
    responses: { 200: Order },
    errors: [],
  },
  cancelOrder: {
    method: 'POST',
    path: '/orders/:id/cancel',
    summary: 'Cancel the order while nothing of it is fulfilled',
    access: { kind: 'public', who: 'anyone' },
    params: orderParams,
    responses: { 200: Order },
    errors: ['cannot-cancel'],
    idempotencyKey: 'required',
  },
  withdrawFromOrder: {
    method: 'POST',
    path: '/orders/:id/withdrawal',
    summary: 'Withdraw from the order or parts of it; what adds nothing answers the first receipt',
    access: { kind: 'public', who: 'anyone' },
    params: orderParams,
    body: DeclareWithdrawal,
    responses: { 200: WithdrawalReceipt },
    errors: ['too-many-withdrawals'],
  },
  withdrawByNumber: {
    method: 'POST',
    path: '/withdrawals',
    summary: 'Withdraw from the contract of an order, by its number and mail address',
    access: { kind: 'public', who: 'anyone' },
    body: Type.Object(
      {
        ...DeclareWithdrawal.properties,
        number: text({ minLength: 1, maxLength: 50 }),
        email: Email,
      },
      { additionalProperties: false },
    ),
    responses: { 200: WithdrawalReceipt },
    errors: ['not-found', 'too-many-withdrawals'],
  },
  listMyOrders: {
    method: 'GET',
    path: '/me/orders',
    summary: 'Orders of the signed-in shopper, newest first',
    access: { kind: 'public', who: 'shopper' },
    query: Type.Object(pageQuery),
    responses: { 200: page(OrderSummary) },
    errors: [],
  },
  exportOrders: {
    method: 'GET',
    path: '/me/export/orders',
    summary: 'Everything kept about the orders of the signed-in shopper, newest first',
    access: { kind: 'public', who: 'shopper' },
    query: Type.Object(pageQuery),
    responses: { 200: page(Order) },
    errors: [],
  },
});

const staffRoutes = defineRoutes({
  listOrders: {
    method: 'GET',
    path: '/admin/orders',
    summary: 'Orders, newest first',
    access: { kind: 'public', who: 'staff', scope: 'orders:read' },
    query: Type.Object({
      ...pageQuery,
      status: Type.Optional(OrderStatus),
      /** Only those with a withdrawal that nobody has handled yet. */
      withdrawal: Type.Optional(Type.Literal('open')),
      /** An order number, or the beginning of a mail address. */
      q: Type.Optional(text({ minLength: 1, maxLength: 254 })),
      /** Placed at or after. */
      from: Type.Optional(Timestamp),
      /** Placed before. */
      to: Type.Optional(Timestamp),
    }),
    responses: { 200: page(StaffOrderSummary) },
    errors: [],
  },
  getOrderForStaff: {
    method: 'GET',
    path: '/admin/orders/:id',
    summary: 'The order with what only staff may see',
    access: { kind: 'public', who: 'staff', scope: 'orders:read' },
    params: orderParams,
    responses: { 200: StaffOrder },
    errors: [],
  },
  createFulfilment: {
    method: 'POST',
    path: '/admin/orders/:id/fulfilments',
    summary: 'Fulfil the rest of the order or some of it, and capture its part of the payment',
    access: { kind: 'public', who: 'staff', scope: 'orders:write' },
    params: orderParams,
    body: CreateFulfilment,
    responses: { 201: Type.Object({ fulfilment: StaffFulfilment, order: StaffOrder }) },
    errors: ['cannot-fulfil'],
    idempotencyKey: 'required',
  },
  retryCapture: {
    method: 'POST',
    path: '/admin/orders/:id/fulfilments/:fulfilmentId/capture',
    summary: 'Try once more to take the money of a fulfilment whose capture failed',
    access: { kind: 'public', who: 'staff', scope: 'orders:write' },
    params: Type.Object({ id: Id, fulfilmentId: Id }),
    responses: { 200: StaffOrder },
    errors: ['cannot-capture'],
    idempotencyKey: 'required',
  },
  cancelOrderAsStaff: {
    method: 'POST',
    path: '/admin/orders/:id/cancel',
    summary: 'Cancel what is not fulfilled yet',
    access: { kind: 'public', who: 'staff', scope: 'orders:write' },
    params: orderParams,
    responses: { 200: StaffOrder },
    errors: ['cannot-cancel'],
    idempotencyKey: 'required',
  },
  createRefund: {
    method: 'POST',
    path: '/admin/orders/:id/refunds',
    summary: 'Give back an amount, or what lines cost; at most what is captured',
    access: { kind: 'public', who: 'staff', scope: 'orders:write' },
    params: orderParams,
    body: CreateRefund,
    responses: { 201: Type.Object({ refund: StaffRefund, order: StaffOrder }) },
    errors: ['refund-too-large'],
    idempotencyKey: 'required',
  },
  handleWithdrawal: {
    method: 'POST',
    path: '/admin/orders/:id/withdrawals/:withdrawalId/handled',
    summary: 'Note that what a withdrawal asks for is done; a repeat changes nothing',
    access: { kind: 'public', who: 'staff', scope: 'orders:write' },
    params: Type.Object({ id: Id, withdrawalId: Id }),
    responses: { 200: StaffOrder },
    errors: [],
  },
});

export const ordersRoutes = defineRoutes({
  ...internalRoutes,
  ...shopperRoutes,
  ...staffRoutes,
  ...ordersVerifyRoutes,
});
