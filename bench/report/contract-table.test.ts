import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { contract } from '../clauses.ts';
import { contractMarks, contractTable } from './contract-table.ts';

test('docs/performance.md lists every clause; npm run bench:publish writes them', async () => {
  const page = await readFile(new URL('../../docs/performance.md', import.meta.url), 'utf8');
  const { begin, end } = contractMarks;
  assert.equal(page.split(begin)[1]?.split(end)[0], `\n${contractTable(contract)}\n`);
});

test('a row names scenario, side, bound with its unit, and the aim that is missed', () => {
  const clauses = [
    { scenario: 'selling', side: 'orders', to: 'limit', atLeast: 0.1, aim: 0.4 },
    { scenario: 'reads', side: 'list', atLeast: 2_000, unit: 'requests/s' },
  ];
  const [, , first, second] = contractTable(clauses).split('\n');
  assert.equal(first, '| selling | orders | at least 0.1 of limit | 0.4 |');
  assert.equal(second, '| reads | list | at least 2000 requests/s |  |');
});
