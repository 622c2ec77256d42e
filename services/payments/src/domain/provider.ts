import type { Money } from '@cartwright/money';

/** A payment as its provider sees it at one moment. */
export interface ProviderPayment {
  /** The key that we gave: the id of the payment try. */
  key: string;
  paymentId: string;
  status: 'authorised' | 'declined' | 'action-required' | 'pending' | 'voided';
  reason: string | null;
  action: { url: string; expiresAt: string | null } | null;
  amount: Money;
  capturedMinor: number;
  refundedMinor: number;
  /** Keys of the captures and refunds that the provider carried out. */
  captureKeys: readonly string[];
  refundKeys: readonly string[];
}

/** `no-answer`: nobody knows whether the provider did it; it is never taken for a refusal. */
export type ProviderAnswer =
  | { kind: 'payment'; payment: ProviderPayment }
  | { kind: 'refused'; reason: string }
  | { kind: 'no-answer' };

export type LookUpAnswer =
  | { kind: 'payment'; payment: ProviderPayment }
  | { kind: 'not-seen' }
  | { kind: 'no-answer' };

export type WebhookReading =
  | { kind: 'payment'; payment: ProviderPayment }
  | { kind: 'signature-wrong' }
  | { kind: 'stale' }
  | { kind: 'malformed' };

interface AuthoriseOrder {
  key: string;
  amount: Money;
  token: string;
  reference: string;
  returnUrl: string;
  timeoutMs: number;
}

/**
 * What a payment gateway must be able to do. Every call is idempotent by its key for as long as we
 * may repeat it: an adapter for a gateway that forgets keys looks up before it repeats. No call
 * throws because the gateway cannot be reached; that is `no-answer`.
 */
export interface PaymentProvider {
  /** Name in addresses of webhooks and in our books. */
  readonly name: string;
  readonly title: string;
  authorise(order: AuthoriseOrder): Promise<ProviderAnswer>;
  capture(o: { paymentId: string; key: string; amount: Money }): Promise<ProviderAnswer>;
  refund(o: { paymentId: string; key: string; amount: Money }): Promise<ProviderAnswer>;
  /** Releases what is authorised and not captured; also ends an undecided payment. */
  release(o: { paymentId: string; key: string }): Promise<ProviderAnswer>;
  lookUp(key: string): Promise<LookUpAnswer>;
  /** Like lookUp, and `not-seen` promises that the key is refused from now on. */
  fence(key: string): Promise<LookUpAnswer>;
  /** Payments in the order of their last change, from a moment on. Throws when unreachable. */
  list(o: {
    changedFrom: Date;
    cursor: string | null;
  }): Promise<{ items: ProviderPayment[]; nextCursor: string | null }>;
  readWebhook(o: {
    rawBody: string;
    headers: Readonly<Record<string, string>>;
    nowMs: number;
  }): WebhookReading;
  close(): Promise<void>;
}
