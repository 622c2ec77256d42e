import pg from 'pg';
import { services } from '../../apps/server/src/services.ts';

/** Brings every subscriber to the head of every log that it hears, as in a shop without delay. */
export async function placeSubscribers(ownerUrlOf: (service: string) => string): Promise<void> {
  for (const { contract, hears } of services)
    for (const publisher of Object.keys(hears)) {
      const log = await onSchema(ownerUrlOf(publisher), publisher, async (client) => {
        await client.query(
          `insert into event_reader (subscriber, position)
           select $1, head from event_log
           on conflict (subscriber) do update set position = excluded.position`,
          [contract.service],
        );
        const { rows } = await client.query<LogState>(
          'select incarnation, head, trimmed_to from event_log',
        );
        return rows[0];
      });
      if (log === undefined) throw new Error(`${publisher} has no event log`);
      await onSchema(ownerUrlOf(contract.service), contract.service, (client) =>
        client.query(
          `insert into subscription (publisher, incarnation, position, forgotten_to)
           values ($1, $2, $3, $4)
           on conflict (publisher) do update
           set incarnation = excluded.incarnation,
               position = excluded.position,
               forgotten_to = excluded.forgotten_to`,
          [publisher, log.incarnation, log.head, log.trimmed_to],
        ),
      );
    }
}

interface LogState {
  incarnation: string;
  head: string;
  trimmed_to: string;
}

async function onSchema<R>(
  url: string,
  schema: string,
  run: (client: pg.Client) => Promise<R>,
): Promise<R> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set search_path to ${schema}, extensions`);
    return await run(client);
  } finally {
    await client.end();
  }
}
