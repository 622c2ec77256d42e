import type { accountsContract } from '@cartwright/accounts/contract';
import type { ReadCache } from '@cartwright/cache';
import type { Client, ContractDefinition } from '@cartwright/contract';
import type { MountHandler } from '@cartwright/http';
import type { Logger } from '@cartwright/telemetry';
import type { GatewaySettings } from './limits/settings.ts';

// biome-ignore lint/suspicious/noExplicitAny: one list holds the clients of every contract
export type AnyClient = Client<any>;

export interface GatewayOptions {
  services: readonly { contract: ContractDefinition; client: AnyClient }[];
  accounts: Pick<Client<typeof accountsContract>, 'identify'>;
  /** Plain request handlers by prefix: sign-in, pictures, the development mailbox. */
  mounts: Readonly<Record<string, MountHandler>>;
  /** Names what is missing; empty when this process can serve. */
  readiness: () => Promise<string[]>;
  /** Metrics stand on this server only when no other port is set for them. */
  servesMetrics: boolean;
  /** Proxies before the gateway that append to X-Forwarded-For. */
  trustedProxies: number;
  /** Answers that are the same for everyone, as ready bytes. */
  cache: ReadCache;
  settings: GatewaySettings;
  log: Logger;
}
