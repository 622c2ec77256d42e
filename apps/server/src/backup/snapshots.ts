import pg from 'pg';

/** A reader that sees one moment until it ends. */
interface Snapshot {
  client: pg.Client;
  end: () => Promise<void>;
}

/**
 * Opens a reader of each service, as the owner of its schema. Services of one database are seen at
 * one and the same moment, so that an order, its payment and its stock are all in a backup or none
 * of them. A snapshot does not reach into another database: there the moments differ by
 * milliseconds, and `events resume` tells what fell between them.
 */
export async function openSnapshots(
  ownerUrls: ReadonlyMap<string, string>,
): Promise<Map<string, Snapshot>> {
  const opened = new Map<string, Snapshot>();
  const exported = new Map<string, string>();
  try {
    for (const [service, url] of ownerUrls) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      opened.set(service, { client, end: () => client.end() });
      await client.query('begin isolation level repeatable read read only');
      const { host, pathname } = new URL(url);
      const known = exported.get(host + pathname);
      if (known !== undefined) {
        await client.query(`set transaction snapshot ${client.escapeLiteral(known)}`);
        continue;
      }
      const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id');
      exported.set(host + pathname, rows[0]?.id ?? '');
    }
    return opened;
  } catch (error) {
    await closeSnapshots(opened);
    throw error;
  }
}

export async function closeSnapshots(opened: ReadonlyMap<string, Snapshot>): Promise<void> {
  for (const { end } of opened.values()) await end();
}
