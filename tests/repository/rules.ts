import { checkImportCycles, checkImports } from './boundaries.ts';
import { checkCalls } from './calls.ts';
import { checkMessages } from './messages.ts';
import { checkPages } from './pages.ts';
import { checkTidiness } from './tidiness.ts';
import type { Tree, Violation } from './tree.ts';

/** Every rule of the repository; there is no list of exceptions. */
export const checkRepository = (tree: Tree): Violation[] => [
  ...checkImports(tree),
  ...checkImportCycles(tree),
  ...checkCalls(tree),
  ...checkPages(tree),
  ...checkMessages(tree),
  ...checkTidiness(tree),
];
