import { defineErrors } from '@cartwright/contract';

export const paymentsErrors = defineErrors({
  'payment-method-unavailable': {
    title: 'The shop does not offer this payment method',
    status: 422,
    retryable: false,
  },
  'payment-id-reused': {
    title: 'This id was used for something else',
    status: 409,
    retryable: false,
  },
  'payment-already-captured': {
    title: 'Money was taken already: refund it instead of voiding it',
    status: 409,
    retryable: false,
  },
  'webhook-signature-wrong': {
    title: 'The signature does not match the body',
    status: 401,
    retryable: false,
  },
  'webhook-stale': {
    title: 'The webhook was signed too long ago',
    status: 400,
    retryable: false,
  },
  'webhook-malformed': {
    title: 'The webhook cannot be read',
    status: 400,
    retryable: false,
  },
});
