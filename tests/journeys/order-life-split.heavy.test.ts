import { orderLife } from './order-life.ts';
import { shopperLife } from './shopper-life.ts';
import { tellStories } from './stories.ts';

tellStories('split', {
  'the life of an order': orderLife,
  'the life of a shopper': shopperLife,
});
