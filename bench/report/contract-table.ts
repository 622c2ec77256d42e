import { type Clause, limitOf } from './contract.ts';

/** Where it stands in docs/performance.md. */
export const contractMarks = {
  begin: '<!-- contract: written by npm run bench:publish -->',
  end: '<!-- end of contract -->',
};

/** Every clause as a row of Markdown; an aim is told where less than it is kept. */
export const contractTable = (clauses: readonly Clause[]): string =>
  [
    ['scenario', 'what', 'kept', 'aim'],
    ['---', '---', '---', '---'],
    ...clauses.map((clause) => [
      clause.scenario,
      clause.side,
      limitOf(clause),
      clause.aim === undefined ? '' : String(clause.aim),
    ]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
