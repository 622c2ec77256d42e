import { erasing } from '../security/erasing.ts';
import { changingShop } from './changing-shop.ts';
import { manners } from './manners.ts';
import { orderLife } from './order-life.ts';
import { shopperLife } from './shopper-life.ts';
import { tellStories } from './stories.ts';

tellStories('split', {
  'the life of an order': orderLife,
  'the life of a shopper': shopperLife,
  'a shop that changes': changingShop,
  'the manners of every route': manners,
  'erasing a shopper': erasing,
});
