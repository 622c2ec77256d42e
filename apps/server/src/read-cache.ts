import { createReadCache, followLog, type ReadCache } from '@cartwright/cache';
import type { ContractDefinition, EventBatch } from '@cartwright/contract';
import { backgroundContext } from '@cartwright/http';
import type { AnyClient, RunningServices } from '@cartwright/runtime';
import type { Logger } from '@cartwright/telemetry';
import type { Configuration } from './configuration.ts';
import { services } from './services.ts';
import type { StopStep } from './shutdown.ts';
import type { Target } from './targets.ts';
import { placeOf } from './wiring.ts';

/** Services whose answers are kept; each tells by its events when one has to be made anew. */
const publishers: readonly ContractDefinition[] = services
  .map(({ contract }): ContractDefinition => contract)
  .filter(({ endedBy }) => endedBy !== undefined);

/** Shorter than the time after which answers are not used because their log was not read. */
const readWithinMs = 1_500;

/** The cache of this process, following the logs that end its answers. */
export function startReadCache(o: {
  target: Target;
  configuration: Configuration;
  running: RunningServices;
  log: Logger;
}): { cache: ReadCache; step: StopStep } {
  const { server, addresses } = o.configuration;
  const logs = publishers.map(({ service }) => service);
  const unknown = logs.filter((service) => placeOf(service, o.target, addresses) === undefined);
  if (unknown.length > 0)
    o.log.info({ publishers: unknown }, 'pages are not kept: their changes cannot be followed');
  const bytesMax = unknown.length > 0 ? 0 : server.readCacheMib * 1024 * 1024;
  const cache = createReadCache({ bytesMax, logs });
  const followers = bytesMax === 0 ? [] : publishers.map((contract) => follow(cache, contract, o));
  return {
    cache,
    step: {
      name: 'close the read cache',
      run: async () => {
        await Promise.all(followers.map(({ stop }) => stop()));
        cache.close();
      },
    },
  };
}

function follow(
  cache: ReadCache,
  contract: ContractDefinition,
  o: { target: Target; running: RunningServices; log: Logger },
) {
  const { service, endedBy = () => [] } = contract;
  const caller = o.target.hasGateway ? 'gateway' : 'storefront';
  const { readEvents }: AnyClient = o.running.client(contract, caller);
  const read = async (query: { after: number; limit: number }): Promise<EventBatch> => {
    if (readEvents === undefined) throw new Error(`${service} has no event log`);
    const answer = await readEvents({ query }, backgroundContext({ timeoutMs: readWithinMs }));
    // The platform route's only answer.
    return answer.body as EventBatch;
  };
  return followLog({ cache, log: { service, read, endedBy }, logger: o.log });
}
