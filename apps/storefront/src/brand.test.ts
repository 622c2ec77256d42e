import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

test('the bars of browsers have the ground of the page', async () => {
  const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
  const tokens = await read('../../../packages/ui/src/tokens.css');
  const [, light, dark] = /--color-paper: light-dark\((\S+), (\S+)\);/.exec(tokens) ?? [];
  const expected = `barColours = { light: '${light}', dark: '${dark}' }`;
  assert.ok((await read('./brand.ts')).includes(expected), expected);
});
