import { setting, type Values } from '@cartwright/config';

const perMinute = { min: 0, max: 1_000_000, unit: 'a minute' } as const;

/**
 * What the gateway takes on. The figures by address are far above what an office or a school
 * behind one address does, and 0 switches each of them off; they count in each gateway process.
 */
export const gatewaySettings = {
  checkoutsAtOnceMax: setting.integer({
    env: 'GATEWAY_CHECKOUTS_AT_ONCE_MAX',
    default: 2_048,
    min: 1,
    max: 100_000,
    unit: 'requests',
    description: 'Checkouts under way and in line before newcomers are refused',
  }),
  writesAtOnceMax: setting.integer({
    env: 'GATEWAY_WRITES_AT_ONCE_MAX',
    default: 512,
    min: 1,
    max: 100_000,
    unit: 'requests',
    description: 'Other changes by shoppers under way before newcomers are refused',
  }),
  readsAtOnceMax: setting.integer({
    env: 'GATEWAY_READS_AT_ONCE_MAX',
    default: 1_024,
    min: 1,
    max: 100_000,
    unit: 'requests',
    description: 'Reads by shoppers under way before newcomers are refused',
  }),
  pagesAtOnceMax: setting.integer({
    env: 'GATEWAY_PAGES_AT_ONCE_MAX',
    default: 512,
    min: 1,
    max: 100_000,
    unit: 'requests',
    description: 'Pages being made before newcomers are refused',
  }),
  eventLoopDelayMsMax: setting.integer({
    env: 'GATEWAY_EVENT_LOOP_DELAY_MS_MAX',
    default: 1_000,
    min: 20,
    max: 60_000,
    unit: 'ms',
    description: 'Mean delay of the event loop beyond which only a few are served at a time',
  }),
  cartsPerMinuteMax: setting.integer({
    env: 'LIMIT_CARTS_PER_MINUTE',
    default: 600,
    ...perMinute,
    description: 'Carts made by one client address; 0 is no limit',
  }),
  checkoutsPerMinuteMax: setting.integer({
    env: 'LIMIT_CHECKOUTS_PER_MINUTE',
    default: 300,
    ...perMinute,
    description: 'Checkouts sent by one client address; 0 is no limit',
  }),
  openCheckoutsMax: setting.integer({
    env: 'LIMIT_OPEN_CHECKOUTS',
    default: 100,
    min: 0,
    max: 1_000_000,
    unit: 'checkouts',
    description: 'Checkouts of one client address that hold stock and are not paid; 0 is no limit',
  }),
  codesPerMinuteMax: setting.integer({
    env: 'LIMIT_CODES_PER_MINUTE',
    default: 120,
    ...perMinute,
    description: 'Promotion codes tried by one client address; 0 is no limit',
  }),
  codesPerCartMax: setting.integer({
    env: 'LIMIT_CODES_PER_CART',
    default: 20,
    ...perMinute,
    description: 'Promotion codes tried on one cart; 0 is no limit',
  }),
  searchesPerMinuteMax: setting.integer({
    env: 'LIMIT_SEARCHES_PER_MINUTE',
    default: 1_200,
    ...perMinute,
    description:
      'Searches, suggestions and filtered lists asked by one client address; 0 is no limit',
  }),
  withdrawalsPerMinuteMax: setting.integer({
    env: 'LIMIT_WITHDRAWALS_PER_MINUTE',
    default: 20,
    ...perMinute,
    description: 'Withdrawals from contracts declared by one client address; 0 is no limit',
  }),
  isLoopbackLimited: setting.boolean({
    env: 'LIMIT_LOOPBACK',
    default: false,
    description:
      'Refuse also programs on this machine that call directly and pass the limits of an address',
  }),
};

export type GatewaySettings = Values<typeof gatewaySettings>;
