import {
  ConfigurationProblem,
  type Environment,
  environment,
  readSettings,
  type Settings,
  type Values,
} from '@cartwright/config';
import { gatewaySettings } from '@cartwright/gateway';
import { tracingSettings } from '@cartwright/telemetry/tracing';
import { freePort } from './listening.ts';
import { services } from './services.ts';
import { serverSettings } from './settings.ts';
import { storefrontSettings } from './storefront-settings.ts';
import { addressSettings } from './wiring.ts';

export interface Configuration {
  server: Values<typeof serverSettings>;
  gateway: Values<typeof gatewaySettings>;
  storefront: Values<typeof storefrontSettings>;
  addresses: Readonly<Record<string, string | undefined>>;
  services: Readonly<Record<string, Values<Settings>>>;
}

/** Every group of settings by its part, for reading and for printing. */
export const settingGroups: readonly { part: string; settings: Settings }[] = [
  { part: 'server', settings: serverSettings },
  { part: 'gateway', settings: gatewaySettings },
  { part: 'storefront', settings: storefrontSettings },
  { part: 'traces', settings: tracingSettings },
  ...services.map(({ contract, config }) => ({ part: contract.service, settings: config })),
  { part: 'addresses', settings: addressSettings },
];

/** Reads and checks all settings at once; throws ConfigurationProblem with every problem. */
export function loadConfiguration(env: Environment = environment()): Configuration {
  const problems: string[] = [];
  const server = readSettings(serverSettings, env, problems);
  const gateway = readSettings(gatewaySettings, env, problems);
  const storefront = readSettings(storefrontSettings, env, problems);
  readSettings(tracingSettings, env, problems);
  const addresses = readSettings(addressSettings, env, problems);
  const values = services.map(
    ({ contract, config }) => [contract.service, readSettings(config, env, problems)] as const,
  );
  // Of a variable that several parts read, each told the same.
  if (problems.length > 0) throw new ConfigurationProblem([...new Set(problems)]);
  return { server, gateway, storefront, addresses, services: Object.fromEntries(values) };
}

/** PORT=0 asks for any free port; it is chosen now, because the shop's address holds it. */
export async function withFixedPort(configuration: Configuration): Promise<Configuration> {
  const { server } = configuration;
  if (server.port !== 0) return configuration;
  return { ...configuration, server: { ...server, port: await freePort(server.host) } };
}
