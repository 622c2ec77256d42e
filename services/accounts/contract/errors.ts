import { defineErrors } from '@cartwright/contract';

export const accountsErrors = defineErrors({
  'invitation-not-valid': {
    title: 'The invitation was used, has expired or never was',
    status: 410,
    retryable: false,
  },
  'account-refused': { title: 'The account cannot be made', status: 422, retryable: false },
  'address-limit-reached': {
    title: 'No more addresses can be saved',
    status: 409,
    retryable: false,
  },
});
