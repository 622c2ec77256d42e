import { paymentTokens } from './payment-tokens.ts';

paymentTokens('split');
