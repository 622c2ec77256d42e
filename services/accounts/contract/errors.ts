import { defineErrors } from '@cartwright/contract';

export const accountsErrors = defineErrors({
  'address-limit-reached': {
    title: 'No more addresses can be saved',
    status: 409,
    retryable: false,
  },
});
