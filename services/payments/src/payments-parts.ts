import type { Database } from '@cartwright/database';
import type { JobQueue } from '@cartwright/jobs';
import type { Logger } from '@cartwright/telemetry';
import type { Approved } from './domain/approved.ts';
import type { PaymentProvider } from './domain/provider.ts';
import type { TryWrites, WrittenAhead } from './store/try-writes.ts';

/** What the use cases work with. A method and its provider have the same name. */
export interface PaymentsParts {
  db: Database;
  writes: TryWrites;
  providers: ReadonlyMap<string, PaymentProvider>;
  jobs: Pick<JobQueue, 'enqueue'>;
  log: Logger;
  /** How long the provider may take for one answer. */
  providerTimeoutMs: number;
  reconcile: { days: number; settleSeconds: number; everyMinutes: number };
  /** Intents that were just written ahead, by their tries. */
  intended: Map<string, WrittenAhead>;
  /** Tries whose request to the provider is under way in this process. */
  underWay: Map<string, Promise<Approved | undefined>>;
}
