import { setting } from '@cartwright/config';

/** Settings of the process itself; each service declares its own beside its code. */
export const serverSettings = {
  host: setting.text({
    env: 'HOST',
    default: '127.0.0.1',
    pattern: /^[\w.:-]+$/,
    problem: 'must be an address to listen on, such as 127.0.0.1 or 0.0.0.0',
    description: 'Address to listen on',
  }),
  port: setting.integer({
    env: 'PORT',
    default: 8080,
    min: 0,
    max: 65_535,
    description: 'Port of the shop, or of the public routes of the services in this process',
  }),
  internalPort: setting.integer({
    env: 'INTERNAL_PORT',
    default: 8081,
    min: 0,
    max: 65_535,
    description: 'Port of the internal routes when services run apart',
  }),
  metricsPort: setting.integer({
    env: 'METRICS_PORT',
    default: 0,
    min: 0,
    max: 65_535,
    description: 'Port of /metrics; 0 serves it on PORT',
  }),
  dataDir: setting.text({
    env: 'DATA_DIR',
    default: 'data',
    description: 'Folder of the embedded database, pictures and secrets',
  }),
  databaseUrl: setting.optionalText({
    env: 'DATABASE_URL',
    secret: true,
    pattern: /^postgres(ql)?:\/\//,
    problem: 'must begin with postgres://',
    description: 'PostgreSQL with the right to create roles; unset: an embedded server is used',
  }),
  databaseRoles: setting.oneOf({
    env: 'DATABASE_ROLES',
    values: ['separate', 'single'],
    default: 'separate',
    description: 'A role for each service, or one for all',
  }),
  databaseLayout: setting.oneOf({
    env: 'DATABASE_LAYOUT',
    values: ['schemas', 'databases'],
    default: 'schemas',
    description: 'A schema for each service in one database, or a database for each',
  }),
  connectionsMax: setting.integer({
    env: 'DATABASE_CONNECTIONS_MAX',
    default: 24,
    min: 10,
    max: 500,
    description: 'Most connections that this process opens',
  }),
  publicUrl: setting.optionalText({
    env: 'PUBLIC_URL',
    pattern: /^https?:\/\/[^/]+$/,
    problem: 'must be an address without a path, such as https://shop.example.com',
    description: 'Address of the shop for its customers; unset: the address it listens on',
  }),
  gatewayUrl: setting.optionalText({
    env: 'GATEWAY_URL',
    pattern: /^https?:\/\/[^/]+$/,
    problem: 'must be an address without a path, such as http://gateway:8080',
    description: 'Gateway that a storefront in a process of its own asks',
  }),
  secret: setting.optionalText({
    env: 'CARTWRIGHT_SECRET',
    secret: true,
    pattern: /^.{32,}$/,
    problem: 'must have at least 32 characters',
    description: 'Signs internal tokens, order access and sessions; unset: made once in DATA_DIR',
  }),
  logLevel: setting.oneOf({
    env: 'LOG_LEVEL',
    values: ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
    default: 'info',
    description: 'Least level that is logged',
  }),
  isSampleShopWanted: setting.boolean({
    env: 'SAMPLE_SHOP',
    default: true,
    description: 'Fill an empty database with the sample shop',
  }),
  isProxyTrusted: setting.boolean({
    env: 'TRUST_PROXY',
    default: false,
    description: 'Believe X-Forwarded-* headers; only behind a proxy that sets them',
  }),
  proxies: setting.integer({
    env: 'TRUST_PROXY_HOPS',
    default: 1,
    min: 1,
    max: 10,
    unit: 'proxies',
    description: 'Proxies between client and shop when TRUST_PROXY is on, each of which appends',
  }),
  shutdownSeconds: setting.integer({
    env: 'SHUTDOWN_SECONDS',
    default: 20,
    min: 1,
    max: 300,
    unit: 'seconds',
    description: 'Longest time that running requests get at a stop',
  }),
  shutdownWaitSeconds: setting.integer({
    env: 'SHUTDOWN_WAIT_SECONDS',
    default: 0,
    min: 0,
    max: 120,
    unit: 'seconds',
    description:
      'At a stop /readyz is no for this long before connections are refused: behind a load balancer, longer than it takes to notice',
  }),
};
