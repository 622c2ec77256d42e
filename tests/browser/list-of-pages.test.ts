import assert from 'node:assert/strict';
import { glob } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { filesWithoutSight, pagesToSee } from './sights/pages.ts';

const folder = fileURLToPath(new URL('../../apps/storefront/src/pages/', import.meta.url));

test('every page of the storefront is looked at, and its list names no other', async () => {
  const files: string[] = [];
  for await (const file of glob('**/*.astro', { cwd: folder })) files.push(file);
  const seen = pagesToSee.flatMap(({ file }) => file ?? []);
  assert.deepEqual(files.sort(), [...new Set([...seen, ...filesWithoutSight])].sort());
});

test('names of pages are unique', () => {
  const names = pagesToSee.map(({ name }) => name);
  assert.deepEqual([...new Set(names)], names);
});
