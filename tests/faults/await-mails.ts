import { waitFor } from '@cartwright/testing';
import pg from 'pg';

/**
 * Waits until every order has its confirmation delivered: what is promised by a job is kept too,
 * whoever was killed while it ran. Reads as superuser, since no service may see another's tables.
 */
export async function awaitMails(adminUrl: string, o: { timeoutMs: number }): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  let missing = 'nobody has looked yet';
  try {
    await waitFor(
      'every order to have its mail',
      async () => {
        const { rows } = await client.query<{ orders: number; one: string | null }>(withoutMail);
        const [found] = rows;
        missing = `${found?.orders} without, such as ${found?.one}`;
        return found?.orders === 0;
      },
      { timeoutMs: o.timeoutMs },
    );
  } catch (error) {
    throw new Error(`Orders have no mail: ${missing}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

const withoutMail = `
  select count(*)::integer as orders, min(orders.id::text) as one
  from orders.orders
  where not exists (
    select
    from notifications.mail
    where about_id = orders.id
    and kind = 'order-placed'
    and status in ('sent', 'kept')
  )
`;
