import type { IncomingMessage, ServerResponse } from 'node:http';
import type { accountsContract } from '@cartwright/accounts/contract';
import type { Client, ContractDefinition } from '@cartwright/contract';
import type { Logger } from '@cartwright/telemetry';

export type MountHandler = (request: IncomingMessage, response: ServerResponse) => void;

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
  trustProxy: boolean;
  log: Logger;
}
