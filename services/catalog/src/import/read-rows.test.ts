import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { groupProducts } from './group-products.ts';
import { ImportFileProblem } from './problem.ts';
import { readProductFile } from './read-rows.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cartwright-rows-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.csv`);
  await writeFile(path, content);
  return path;
}

async function rowsOf(content: string | Buffer) {
  const { rows } = await readProductFile(await fileOf(content));
  return Array.fromAsync(rows);
}

async function refusalOf(content: string | Buffer): Promise<string> {
  try {
    await rowsOf(content);
  } catch (error) {
    assert.ok(error instanceof ImportFileProblem, String(error));
    return error.message;
  }
  return assert.fail('the file was read');
}

test('a row tells the line on which it begins, whatever stands before it', async () => {
  const rows = await rowsOf(
    '\ufeffHandle,Title,Body (HTML)\r\na,A,"one\r\ntwo ""quoted""\r\n\r\nfour"\r\n\r\na,,\r\n,,\r\nb,5" nail,"x"\r\n',
  );
  assert.deepEqual(
    rows.map(({ line, cells }) => [line, ...cells]),
    [
      [2, 'a', 'A', 'one\r\ntwo "quoted"\r\n\r\nfour'],
      [7, 'a', '', ''],
      [9, 'b', '5" nail', 'x'],
    ],
  );
});

test('lines may end in LF or CR, and cells may be parted by semicolons', async () => {
  for (const content of ['Handle,Title\na,A\nb,B', 'Handle;Title\ra;A\rb;B\r']) {
    const rows = await rowsOf(content);
    assert.deepEqual(
      rows.map(({ line, cells }) => [line, ...cells]),
      [
        [2, 'a', 'A'],
        [3, 'b', 'B'],
      ],
    );
  }
});

test('a file that is no product export is refused in one sentence', async () => {
  assert.equal(await refusalOf(''), 'The file is empty.');
  assert.equal(await refusalOf('\ufeff \r\n\r\n'), 'The file is empty.');
  assert.equal(
    await refusalOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])),
    'The file is not text but binary data.',
  );
  assert.match(await refusalOf(Buffer.from('\ufeffHandle,Title', 'utf16le')), /UTF-16/);
  assert.match(await refusalOf('Name,Price\na,1\n'), /no column Handle or URL handle, Title/);
  assert.match(await refusalOf('blue-shirt,Blue shirt,12.90\n'), /no column Handle/);
  const latin1 = Buffer.from('Handle,Title\na,Caf\u00e9\n', 'latin1');
  assert.match(await refusalOf(latin1), /not UTF-8/);
});

test('a quote that is never closed is told with its line', async () => {
  assert.equal(
    await refusalOf('Handle,Title\na,A\nb,"half\nc,C\n'),
    'The quote that opens in the row of line 3 is never closed.',
  );
});

test('a row without an end is given up before it fills the memory', async () => {
  const message = await refusalOf(`Handle,Title\na,"${'x'.repeat(3_000_000)}`);
  assert.match(message, /row of line 2 is longer than 2000000 characters/);
});

test('rows are grouped by handle, and a handle that comes back is refused', async () => {
  const file = await readProductFile(
    await fileOf('Handle,Title\na,A\na,\nb,B\n,lost\na,again\na,again\nc,C,extra\n'),
  );
  const found = await Array.fromAsync(groupProducts(file));
  assert.deepEqual(
    found.flatMap((one) =>
      one.kind === 'product' ? [[one.product.handle, one.product.rows.length]] : [],
    ),
    [
      ['a', 2],
      ['b', 1],
      ['c', 1],
    ],
  );
  const problems = found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []));
  assert.deepEqual(
    problems.map(({ line, column }) => [line, column]),
    [
      [5, 'Handle'],
      [6, 'Handle'],
      [8, undefined],
    ],
  );
  assert.match(problems[1]?.message ?? '', /had its rows from line 2 on/);
});
