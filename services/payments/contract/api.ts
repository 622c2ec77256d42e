import { defineRoutes, Id, Money, page, pageQuery, text } from '@cartwright/contract';
import Type from 'typebox';
import {
  AdminPayment,
  AuthoriseBody,
  CaptureState,
  Disagreement,
  IntendBody,
  PaymentTryState,
  ReconciliationRun,
  RefundState,
  VoidState,
} from './shapes.ts';
import { paymentsVerifyRoutes } from './verify.ts';

const tryParams = Type.Object({ tryId: Id });

/** Routes of other services: every one is idempotent by the id in its path. */
const internalRoutes = defineRoutes({
  intend: {
    method: 'PUT',
    path: '/payment-tries/:tryId/intent',
    summary: 'Record the payment intent ahead; what is not authorised afterwards ends by itself',
    access: { kind: 'internal', callers: ['checkout'] },
    params: tryParams,
    body: IntendBody,
    responses: { 200: Type.Object({}) },
    errors: ['payment-method-unavailable'],
    repeatable: true,
  },
  authorise: {
    method: 'PUT',
    path: '/payment-tries/:tryId',
    summary:
      'Record the payment intent if it is new, then ask the provider, with the try id as its key',
    access: { kind: 'internal', callers: ['checkout'] },
    params: tryParams,
    body: AuthoriseBody,
    responses: { 200: PaymentTryState },
    errors: ['payment-method-unavailable', 'payment-id-reused'],
    repeatable: true,
  },
  getTry: {
    method: 'GET',
    path: '/payment-tries/:tryId',
    summary: 'What is known of a payment try; refresh asks the provider by our key',
    access: { kind: 'internal', callers: ['checkout'] },
    params: tryParams,
    query: Type.Object({ refresh: Type.Optional(Type.Boolean({ default: false })) }),
    responses: { 200: PaymentTryState },
    errors: [],
    repeatable: true,
  },
  voidTry: {
    method: 'POST',
    path: '/payment-tries/:tryId/void',
    summary: 'Give a payment try up, durably; an unknown one is asked for before it is voided',
    access: { kind: 'internal', callers: ['checkout'] },
    params: tryParams,
    responses: { 200: PaymentTryState },
    errors: ['payment-already-captured'],
    repeatable: true,
  },
  capture: {
    method: 'PUT',
    path: '/captures/:captureId',
    summary: 'Take all or part of an authorised amount',
    access: { kind: 'internal', callers: ['orders'] },
    params: Type.Object({ captureId: Id }),
    body: Type.Object({ tryId: Id, amount: Money }),
    responses: { 200: CaptureState },
    errors: ['payment-id-reused'],
    repeatable: true,
  },
  voidPayment: {
    method: 'PUT',
    path: '/payment-voids/:tryId',
    summary:
      'Give back what is authorised and not captured; ask again while a capture is on its way',
    access: { kind: 'internal', callers: ['orders'] },
    params: tryParams,
    responses: { 200: VoidState },
    errors: [],
    repeatable: true,
  },
  refund: {
    method: 'PUT',
    path: '/refunds/:refundId',
    summary: 'Give back all or part of what was captured',
    access: { kind: 'internal', callers: ['orders'] },
    params: Type.Object({ refundId: Id }),
    body: Type.Object({ tryId: Id, amount: Money, reason: text({ maxLength: 200 }) }),
    responses: { 200: RefundState },
    errors: ['payment-id-reused'],
    repeatable: true,
  },
});

const publicRoutes = defineRoutes({
  receiveWebhook: {
    method: 'POST',
    path: '/payments/webhooks/:provider',
    summary: 'Where a payment provider tells what happened; the signature covers the raw body',
    access: { kind: 'public', who: 'anyone' },
    params: Type.Object({ provider: Type.String({ minLength: 1, maxLength: 50 }) }),
    responses: { 200: Type.Object({ received: Type.Boolean() }) },
    errors: ['webhook-signature-wrong', 'webhook-stale', 'webhook-malformed'],
    rawBody: true,
    // Providers' webhooks are a few kilobytes; more is not theirs.
    bodyBytesMax: 65_536,
  },
  listPaymentMethods: {
    method: 'GET',
    path: '/payment-methods',
    summary: 'The payment methods that this shop offers',
    access: { kind: 'public', who: 'anyone' },
    responses: {
      200: Type.Object({
        items: Type.Array(Type.Object({ method: Type.String(), title: Type.String() })),
      }),
    },
    errors: [],
  },
  listPayments: {
    method: 'GET',
    path: '/admin/payments',
    summary: 'Payments with their captures, refunds and history, newest first',
    access: { kind: 'public', who: 'staff', scope: 'orders:read' },
    query: Type.Object({
      orderId: Type.Optional(Id),
      attemptId: Type.Optional(Id),
      ...pageQuery,
    }),
    responses: { 200: page(AdminPayment) },
    errors: [],
  },
  getReconciliation: {
    method: 'GET',
    path: '/admin/payments/reconciliation',
    summary: 'The last comparison with the provider and the disagreements that are still open',
    access: { kind: 'public', who: 'staff', scope: 'orders:read' },
    query: Type.Object(pageQuery),
    responses: {
      200: Type.Object({
        lastRun: Type.Union([ReconciliationRun, Type.Null()]),
        items: Type.Array(Disagreement),
        nextCursor: Type.Union([Type.String(), Type.Null()]),
      }),
    },
    errors: [],
  },
  startReconciliation: {
    method: 'POST',
    path: '/admin/payments/reconciliation',
    summary: 'Compare our books with the provider’s now; the answer names the run',
    access: { kind: 'public', who: 'staff', scope: 'orders:write' },
    responses: { 202: ReconciliationRun },
    errors: ['payment-method-unavailable'],
  },
});

export const paymentsRoutes = defineRoutes({
  ...internalRoutes,
  ...publicRoutes,
  ...paymentsVerifyRoutes,
});
