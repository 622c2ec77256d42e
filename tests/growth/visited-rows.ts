import { createRequire } from 'node:module';
import type { OpenedDatabase } from '@cartwright/database';
import pg from 'pg';

/** Read whole on purpose, or with a row for each word or collection. */
const smallTables = ['collection', 'event_log', 'media', 'option_label', 'search_word', 'location'];

interface Recorded {
  text: string;
  values: unknown[];
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

/** What the statements of one call read. */
interface Visit {
  /** Rows that scans met, whether they were used or not. */
  rows: number;
  /** Large tables that were read from end to end. */
  scanned: string[];
  statements: number;
}

/**
 * Runs a call, then asks PostgreSQL to explain and run each of its statements again, prepared and
 * over the service's own connections, so with the plans that run in the shop: what still is a scan
 * has no index to go by.
 */
export async function visitOf(
  { pool }: OpenedDatabase,
  call: () => Promise<unknown>,
): Promise<Visit> {
  const statements = await recording(call);
  const client = await pool.connect();
  try {
    const visit: Visit = { rows: 0, scanned: [], statements: statements.length };
    for (const { text, values } of statements) {
      await client.query(`prepare visited as ${text}`);
      const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`;
      const explained = `explain (analyze, format json) execute visited${given}`;
      const { rows } = await client.query(explained);
      await client.query('deallocate visited');
      const plan: PlanNode = rows[0]['QUERY PLAN'][0].Plan;
      for (const node of nodesOf(plan)) addNode(visit, node);
    }
    return visit;
  } finally {
    client.release();
  }
}

/** The driver's own, for which it has no types. */
const prepareValue: (value: unknown) => unknown = createRequire(import.meta.url)(
  'pg/lib/utils.js',
).prepareValue;

/** A parameter as the driver would send it. */
function literal(value: unknown): string {
  const sent = prepareValue(value);
  return sent === null ? 'null' : pg.escapeLiteral(String(sent));
}

function addNode(visit: Visit, node: PlanNode): void {
  const { 'Node Type': type, 'Relation Name': relation } = node;
  if (!type.endsWith('Scan') || (relation === undefined && type !== 'Bitmap Index Scan')) return;
  if (relation !== undefined && smallTables.includes(relation)) return;
  const rows =
    node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0);
  visit.rows += Math.round(rows * node['Actual Loops']);
  if (type === 'Seq Scan' && relation !== undefined) visit.scanned.push(relation);
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

let recorded: Recorded[] | undefined;

/**
 * Listens at the driver, for connections that are made from now on: what was made before has the
 * driver's own method.
 */
export function listenToStatements(): void {
  const original = pg.Client.prototype.query;
  // The driver's own method, called with whatever it was called with.
  pg.Client.prototype.query = function listen(this: pg.Client, ...given: unknown[]) {
    note(given[0], given[1]);
    return Reflect.apply(original, this, given);
  } as typeof original;
}

function note(query: unknown, values: unknown): void {
  const isConfig = typeof query === 'object' && query !== null && 'text' in query;
  const text = isConfig ? String(query.text) : String(query);
  const own = isConfig && 'values' in query ? query.values : values;
  if (/^\s*(select|with)\b/i.test(text))
    recorded?.push({ text, values: Array.isArray(own) ? own : [] });
}

async function recording(call: () => Promise<unknown>): Promise<Recorded[]> {
  const statements: Recorded[] = [];
  recorded = statements;
  try {
    await call();
  } finally {
    recorded = undefined;
  }
  return statements;
}
