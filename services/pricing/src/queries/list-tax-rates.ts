import type { Database } from '@cartwright/database';
import { sql } from 'kysely';
import { TAX_RATES_MAX, type TaxRate } from '../../contract/shapes.ts';
import type { DB } from '../store/tables.generated.ts';

export async function listTaxRates(db: Database<DB>): Promise<TaxRate[]> {
  const found = await sql<TaxRate>`
    select country,
           category,
           rate_basis_points as "rateBasisPoints"
    from tax_rate
    order by country, category
    limit ${TAX_RATES_MAX}
  `.execute(db);
  return found.rows;
}
