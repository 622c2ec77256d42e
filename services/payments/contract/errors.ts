import { defineErrors } from '@cartwright/contract';

export const paymentsErrors = defineErrors({
  'payment-method-unavailable': {
    title: 'The shop does not offer this payment method',
    status: 422,
  },
  'payment-id-reused': { title: 'This id was used for something else', status: 409 },
  'payment-already-captured': {
    title: 'Money was taken already: refund it instead of voiding it',
    status: 409,
  },
  'webhook-signature-wrong': { title: 'The signature does not match the body', status: 401 },
  'webhook-stale': { title: 'The webhook was signed too long ago', status: 400 },
  'webhook-malformed': { title: 'The webhook cannot be read', status: 400 },
});
