import { inviteFirstOwner } from '@cartwright/accounts';
import type { RunningServices } from '@cartwright/runtime';
import type { Logger } from '@cartwright/telemetry';
import type { Configuration } from './configuration.ts';
import type { Filling } from './sample-shop/fill.ts';

/** What a new shop needs: somebody who may run it, and something to look at. */
export async function firstSteps(o: {
  running: RunningServices;
  configuration: Configuration;
  publicUrl: string;
  log: Logger;
}): Promise<Filling | undefined> {
  const { db } = o.running.databaseOf('accounts');
  const token = await inviteFirstOwner(db);
  if (token !== undefined)
    process.stdout.write(
      `No staff yet. Make the first account within 3 days: ${staffLink(o.publicUrl, token)}\n`,
    );
  if (!o.configuration.server.isSampleShopWanted) return undefined;
  const { fillSampleShop } = await import('./sample-shop/fill.ts');
  return fillSampleShop({
    running: o.running,
    dataDir: o.configuration.server.dataDir,
    log: o.log,
    say: (line) => process.stdout.write(`${line}\n`),
  });
}

/** After `#`, so that the secret reaches no log of any server. */
export const staffLink = (publicUrl: string, token: string): string =>
  `${publicUrl}/staff/join#${token}`;
