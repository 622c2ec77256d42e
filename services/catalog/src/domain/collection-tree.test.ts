import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastPosition, moveProblem } from './collection-tree.ts';

const tree = [
  { id: 'a', parentId: null, position: 0 },
  { id: 'b', parentId: 'a', position: 0 },
  { id: 'c', parentId: 'b', position: 4 },
  { id: 'd', parentId: null, position: 7 },
];

test('lets an entry stand where the tree stays a tree within its depth', () => {
  assert.equal(moveProblem(tree, { id: 'd', parentId: 'c' }, 4), undefined);
  assert.equal(moveProblem(tree, { id: null, parentId: null }, 4), undefined);
  assert.equal(moveProblem(tree, { id: 'c', parentId: null }, 4), undefined);
});

test('refuses unknown parents, circles, and too many levels with all that moves along', () => {
  assert.equal(moveProblem(tree, { id: 'd', parentId: 'x' }, 4), 'unknown-parent');
  assert.equal(moveProblem(tree, { id: 'a', parentId: 'c' }, 4), 'below-itself');
  assert.equal(moveProblem(tree, { id: 'a', parentId: 'a' }, 4), 'below-itself');
  assert.equal(moveProblem(tree, { id: 'a', parentId: 'd' }, 3), 'too-deep');
  assert.equal(moveProblem(tree, { id: null, parentId: 'c' }, 3), 'too-deep');
});

test('puts a new entry after its siblings', () => {
  assert.equal(lastPosition(tree, null), 8);
  assert.equal(lastPosition(tree, 'd'), 0);
});
