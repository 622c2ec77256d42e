import { defineErrors, Id } from '@cartwright/contract';
import Type from 'typebox';

export const inventoryErrors = defineErrors({
  'out-of-stock': {
    title: 'Not enough of this is left',
    status: 409,
    data: Type.Object({
      lines: Type.Array(
        Type.Object({
          variantId: Id,
          requested: Type.Integer(),
          /** How many the attempt could have had of this variant, beside its other lines. */
          available: Type.Integer({ minimum: 0 }),
        }),
      ),
    }),
  },
  'reservation-gone': { title: 'This reservation has expired or was released', status: 409 },
  'location-code-taken': { title: 'Another location has this code', status: 409 },
  'too-many-locations': { title: 'The shop has as many locations as it may have', status: 409 },
  'on-hand-out-of-range': {
    title: 'The count would fall below zero or rise above what can be kept',
    status: 409,
    data: Type.Object({ onHand: Type.Integer() }),
  },
  'stock-item-in-use': {
    title: 'The variant would leave counted or promised stock behind',
    status: 409,
  },
});
