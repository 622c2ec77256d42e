import { quoted, type RowProblem } from './problem.ts';
import type { FileRow, ProductFile } from './read-rows.ts';
import { createSeenLines } from './seen-lines.ts';

/** The rows of one product, which stand together in the file. */
export interface ProductRows {
  handle: string;
  rows: FileRow[];
  /** True when more rows came than were kept. */
  isCutOff: boolean;
}

/** What is found in the file, in its order. */
export type Found =
  | { kind: 'product'; product: ProductRows; endByte: number }
  | { kind: 'problem'; problem: RowProblem };

/** 2,000 variants and 250 pictures are what a product may have. */
const ROWS_MAX = 2_300;
/** Forty of the longest descriptions: more would be kept in memory for nothing. */
const CHARACTERS_MAX = 8_000_000;

/**
 * Groups rows by handle while the file is read. A product ends where the handle changes; rows of a
 * handle that comes back later are refused, because the product may be in the shop already and the
 * file gives no order between its parts.
 */
export async function* groupProducts(file: ProductFile): AsyncGenerator<Found> {
  const seen = createSeenLines();
  const { columns } = file;
  let current: ProductRows | undefined;
  let endByte = 0;
  let refused: string | undefined;
  let characters = 0;
  for await (const row of file.rows) {
    const handle = columns.cell(row.cells, 'handle').trim();
    const problem = rowProblem(row, handle, columns);
    if (problem !== undefined) yield { kind: 'problem', problem };
    if (handle === '') continue;
    if (handle === current?.handle) {
      characters += lengthOf(row);
      if (current.rows.length < ROWS_MAX && characters < CHARACTERS_MAX) current.rows.push(row);
      else current.isCutOff = true;
      endByte = row.endByte;
      continue;
    }
    if (current !== undefined) yield { kind: 'product', product: current, endByte };
    current = undefined;
    if (handle === refused) continue;
    refused = undefined;
    characters = lengthOf(row);
    const first = seen.meet(handle, row.line);
    if (first === undefined) current = { handle, rows: [row], isCutOff: false };
    else {
      refused = handle;
      yield { kind: 'problem', problem: comesBack(row, handle, first, columns.nameOf('handle')) };
    }
    endByte = row.endByte;
  }
  if (current !== undefined) yield { kind: 'product', product: current, endByte };
}

const lengthOf = ({ cells }: FileRow): number => cells.reduce((sum, cell) => sum + cell.length, 0);

function rowProblem(
  row: FileRow,
  handle: string,
  columns: ProductFile['columns'],
): RowProblem | undefined {
  if (handle === '')
    return {
      line: row.line,
      column: columns.nameOf('handle'),
      message: 'is empty: the row belongs to no product',
      isRefusal: true,
    };
  if (row.cells.length <= columns.count) return undefined;
  return {
    line: row.line,
    handle,
    message: `has ${row.cells.length} cells and the header ${columns.count}: the rest is not read`,
    isRefusal: false,
  };
}

const comesBack = (row: FileRow, handle: string, first: number, column: string): RowProblem => ({
  line: row.line,
  column,
  handle,
  message: `${quoted(handle)} had its rows from line ${first} on: rows of one product must stand together, these are not read`,
  isRefusal: true,
});
