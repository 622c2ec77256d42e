import { defineRoutes, Id, VerifyPageQuery, verifyOnly, verifyPage } from '@cartwright/contract';
import Type, { type Static } from 'typebox';
import { DisagreementKind } from './shapes.ts';

/** A payment try as far as the books of others can be held against it. */
export const TryBooks = Type.Object({
  tryId: Id,
  /** As our books have it, with those in which the provider is still to be asked. */
  status: Type.Union([
    Type.Literal('intent'),
    Type.Literal('unknown'),
    Type.Literal('pending'),
    Type.Literal('action-required'),
    Type.Literal('authorised'),
    Type.Literal('declined'),
    Type.Literal('voiding'),
    Type.Literal('voided'),
    Type.Literal('never-seen'),
  ]),
  method: Type.String(),
  amountMinor: Type.Integer(),
  currency: Type.String(),
  capturedMinor: Type.Integer(),
  refundedMinor: Type.Integer(),
  isVoidRequested: Type.Boolean(),
  /** An intent so young that its payment may still be asked for, or payments has yet to end it. */
  isFresh: Type.Boolean(),
  /** Its void was asked for more than an hour ago, and the provider has not agreed. */
  isVoidOverdue: Type.Boolean(),
  /** Captures and refunds that were asked for more than an hour ago and have no end. */
  overdueMovements: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.Union([Type.Literal('capture'), Type.Literal('refund')]),
    }),
  ),
  /** The provider must have it in its books. */
  isAtProvider: Type.Boolean(),
  /** What of it is not what its ledger entries add up to. */
  mismatches: Type.Array(Type.String()),
});
export type TryBooks = Static<typeof TryBooks>;

export const PaymentBooks = Type.Object({ attemptId: Id, tries: Type.Array(TryBooks) });
export type PaymentBooks = Static<typeof PaymentBooks>;

/** One way in which our books and a provider's differ about a key. */
export const BooksDifference = Type.Object({
  key: Type.String(),
  kind: DisagreementKind,
  ours: Type.Union([Type.String(), Type.Null()]),
  theirs: Type.Union([Type.String(), Type.Null()]),
});
export type BooksDifference = Static<typeof BooksDifference>;

/** A provider is asked for each of them. */
export const PROVIDER_KEYS_MAX = 100;

const Provider = Type.String({ minLength: 1, maxLength: 50 });

export const paymentsVerifyRoutes = defineRoutes({
  verifyPayments: {
    method: 'POST',
    path: '/verify/payments',
    summary: 'Payment tries by the ids of their attempts',
    access: verifyOnly,
    body: VerifyPageQuery,
    responses: { 200: verifyPage(PaymentBooks) },
    errors: [],
    repeatable: true,
  },
  verifyProviders: {
    method: 'GET',
    path: '/verify/providers',
    summary: 'Names of the payment providers whose books can be read',
    access: verifyOnly,
    responses: { 200: Type.Object({ names: Type.Array(Type.String()) }) },
    errors: [],
    repeatable: true,
  },
  verifyProviderPage: {
    method: 'POST',
    path: '/verify/provider-pages',
    summary: 'A page of a provider’s books held against ours',
    access: verifyOnly,
    body: Type.Object({
      provider: Provider,
      cursor: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
    }),
    responses: {
      200: Type.Object({
        keys: Type.Array(Type.String()),
        differences: Type.Array(BooksDifference),
        nextCursor: Type.Union([Type.String(), Type.Null()]),
      }),
    },
    errors: ['payment-method-unavailable'],
    repeatable: true,
  },
  verifyProviderKeys: {
    method: 'POST',
    path: '/verify/provider-keys',
    summary: 'Some keys held against what the provider says of each of them now',
    access: verifyOnly,
    body: Type.Object({
      provider: Provider,
      keys: Type.Array(Type.String({ maxLength: 200 }), { maxItems: PROVIDER_KEYS_MAX }),
    }),
    responses: { 200: Type.Object({ differences: Type.Array(BooksDifference) }) },
    errors: ['payment-method-unavailable'],
    repeatable: true,
    // A slow provider is asked for a hundred keys, ten at a time.
    timeoutMs: 100_000,
  },
});
