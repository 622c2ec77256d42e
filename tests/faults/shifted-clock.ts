import { environment } from '@cartwright/config';

/**
 * Preloaded with `--import`: moves the clock of the shop's process by TEST_CLOCK_SHIFT_MS. What the
 * shop starts beside itself (PostgreSQL, the payment provider) keeps the right time, as it would on
 * machines of their own.
 */
const shiftMs = Number(environment().TEST_CLOCK_SHIFT_MS ?? 0);
const isShop = process.argv[1]?.endsWith('apps/server/src/main.js') === true;
const RightDate = Date;

if (isShop && shiftMs !== 0)
  globalThis.Date = new Proxy(RightDate, {
    construct: (_, args, target) =>
      Reflect.construct(RightDate, args.length === 0 ? [RightDate.now() + shiftMs] : args, target),
    apply: () => new RightDate(RightDate.now() + shiftMs).toString(),
    get: (date, name) =>
      name === 'now' ? () => RightDate.now() + shiftMs : Reflect.get(date, name),
  });
