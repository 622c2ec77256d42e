import { defineErrors } from '@cartwright/contract';
import Type from 'typebox';

export const accountsErrors = defineErrors({
  'invitation-not-valid': {
    title: 'The invitation was used, has expired or never was',
    status: 410,
  },
  'account-refused': { title: 'The account cannot be made', status: 422 },
  'proof-refused': {
    title: 'Password or code are not right',
    status: 403,
    data: Type.Object({
      part: Type.Union([
        Type.Literal('password'),
        Type.Literal('code'),
        /** A code counts once: the next one is half a minute away at most. */
        Type.Literal('used-code'),
      ]),
    }),
  },
  'address-limit-reached': { title: 'No more addresses can be saved', status: 409 },
});
