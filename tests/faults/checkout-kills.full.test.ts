import { checkoutKills } from './checkout-kills.ts';

checkoutKills('whole');
