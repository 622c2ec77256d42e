import { defineEvents, Id, staffActedEvent } from '@cartwright/contract';
import Type from 'typebox';
import { StockLevel } from './shapes.ts';

export const inventoryEvents = {
  ...defineEvents({
    /** Subject: the variant. Told only when the level changes, not at every sale. */
    availabilityChanged: {
      type: 'inventory.availability-changed.v1',
      data: Type.Object({ variantId: Id, level: StockLevel }),
    },
    /**
     * Subject: the stock item. More is promised than the count and the backorder limit allow, after
     * a count, or after an order whose reservation was gone: someone must look.
     */
    oversoldByCount: {
      type: 'inventory.oversold-by-count.v1',
      data: Type.Object({
        stockItemId: Id,
        /** Units promised beyond what is on hand, at all locations together. */
        missingUnits: Type.Integer({ minimum: 1 }),
      }),
    },
  }),
  ...staffActedEvent('inventory'),
};
