import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CsvError, type Info, parse } from 'csv-parse';
import { type Columns, findColumns } from './columns.ts';
import { ImportFileProblem } from './problem.ts';

/** One record of the file: it may take many lines. */
export interface FileRow {
  cells: string[];
  /** Where it begins, counted from 1 as editors do. */
  line: number;
  /** Where the next one begins. */
  endByte: number;
}

export interface ProductFile {
  columns: Columns;
  rows: AsyncIterable<FileRow>;
}

/** Two million characters: ten times the longest description that a product may have. */
const RECORD_MAX = 2_000_000;
const SAMPLE_BYTES = 64 * 1024;

/**
 * Opens a file and reads its header; the rows are read as they are asked for.
 * @throws ImportFileProblem also while rows are read, when the file cannot be understood further.
 */
export async function readProductFile(path: string): Promise<ProductFile> {
  const delimiter = await inspect(path);
  const records = readRecords(path, delimiter);
  const first = await records.next();
  if (first.done) throw new ImportFileProblem('The file has no header line.');
  const columns = findColumns(first.value.cells);
  if ('problem' in columns) {
    await records.return(undefined);
    throw new ImportFileProblem(`This is no product export: ${columns.problem}.`);
  }
  return { columns, rows: records };
}

/** Looks at the beginning: refuses what is no text, and finds what stands between cells. */
async function inspect(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const sample = buffer.subarray(0, bytesRead);
    const isUtf16 = sample.length > 1 && [0xfeff, 0xfffe].includes(sample.readUInt16BE(0));
    if (isUtf16)
      throw new ImportFileProblem('The file is UTF-16: save it as CSV in UTF-8 and try again.');
    if (sample.includes(0)) throw new ImportFileProblem('The file is not text but binary data.');
    const text = sample.toString('utf8').replace(/^\ufeff/, '');
    if (text.trim() === '') throw new ImportFileProblem('The file is empty.');
    const header = text.split(/[\r\n]/, 1)[0] ?? '';
    // Spreadsheets of some countries save "CSV" with semicolons or tabs.
    return [',', ';', '\t'].find((mark) => header.includes(mark)) ?? ',';
  } finally {
    await file.close();
  }
}

async function* readRecords(
  path: string,
  delimiter: string,
): AsyncGenerator<FileRow, undefined, undefined> {
  const parser = createRowParser(delimiter);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(path)) {
    refuseOtherEncodings(decoder, chunk);
    yield* parser.read(chunk);
  }
  refuseOtherEncodings(decoder, undefined);
  yield* parser.end();
}

/**
 * Rows are taken by the parser's callback: read as a stream it would drop the rows that it has
 * ready when a later one cannot be read.
 */
function createRowParser(delimiter: string) {
  let ready: FileRow[] = [];
  let line = 1;
  let failure: unknown;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    raw: true,
    relax_column_count: true,
    // An inch sign in an unquoted cell (5" nail) is text.
    relax_quotes: true,
    max_record_size: RECORD_MAX,
    record_delimiter: ['\r\n', '\n', '\r'],
    on_record: (one: unknown) => {
      // With `info` and `raw` every record comes in this shape.
      const { record, raw, info } = one as { record: string[]; raw: string; info: Info };
      // The parser's own count takes CRLF in a cell for two lines.
      const begin = line;
      line += linesIn(raw);
      const isBlank = record.every((cell) => cell.trim() === '');
      if (!isBlank) ready.push({ cells: record, line: begin, endByte: info.bytes });
      return null;
    },
  });
  parser.on('error', (error) => {
    failure = error;
  });
  const settle = (act: (done: () => void) => void) =>
    new Promise<void>((resolve) => {
      parser.once('close', resolve);
      act(() => {
        parser.off('close', resolve);
        resolve();
      });
    });
  function* take(): Generator<FileRow, undefined, undefined> {
    const rows = ready;
    ready = [];
    yield* rows;
    if (failure !== undefined) throw fileProblem(failure, line);
  }
  return {
    read: async function* (chunk: Buffer): AsyncGenerator<FileRow, undefined, undefined> {
      await settle((done) => parser.write(chunk, done));
      yield* take();
    },
    end: async function* (): AsyncGenerator<FileRow, undefined, undefined> {
      await settle((done) => parser.end(done));
      // Nobody reads its own output, which is empty.
      yield* take();
    },
  };
}

const linesIn = (raw: string): number => raw.match(/\r\n|\n|\r/g)?.length ?? 0;

/** Text in another encoding would else be stored with its letters broken. */
function refuseOtherEncodings(decoder: TextDecoder, chunk: Buffer | undefined): void {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
  } catch (cause) {
    throw new ImportFileProblem(
      'The file is not UTF-8 throughout: save it as CSV in UTF-8 and try again.',
      { cause },
    );
  }
}

function fileProblem(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const said: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: `The quote that opens in the row of line ${line} is never closed.`,
    CSV_MAX_RECORD_SIZE: `The row of line ${line} is longer than ${RECORD_MAX} characters: a closing quote may be missing.`,
  };
  const message = said[error.code] ?? `The row of line ${line} cannot be read: ${error.message}.`;
  return new ImportFileProblem(message, { cause: error });
}
