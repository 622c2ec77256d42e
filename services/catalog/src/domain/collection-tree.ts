/** An entry of the tree as moves are decided by. */
interface Entry {
  id: string;
  parentId: string | null;
  position: number;
}

type MoveProblem = 'unknown-parent' | 'below-itself' | 'too-deep';

/**
 * Whether an entry may stand below this parent. `id` null is a new entry.
 * A tree stays within `depthMax` levels, counted from 1 at the top.
 */
export function moveProblem(
  tree: readonly Entry[],
  move: { id: string | null; parentId: string | null },
  depthMax: number,
): MoveProblem | undefined {
  const entries = new Map(tree.map((entry) => [entry.id, entry]));
  if (move.parentId !== null && !entries.has(move.parentId)) return 'unknown-parent';
  let depth = 1;
  let above = move.parentId;
  while (above !== null) {
    if (above === move.id) return 'below-itself';
    depth += 1;
    above = entries.get(above)?.parentId ?? null;
  }
  const own = move.id === null ? 1 : heightBelow(tree, move.id, depthMax);
  return depth + own - 1 > depthMax ? 'too-deep' : undefined;
}

/** Levels that an entry spans with all that is below it. */
function heightBelow(tree: readonly Entry[], id: string, limit: number): number {
  if (limit === 0) return 1;
  const children = tree.filter((entry) => entry.parentId === id);
  return 1 + Math.max(0, ...children.map((child) => heightBelow(tree, child.id, limit - 1)));
}

/** The place after all present siblings. */
export const lastPosition = (tree: readonly Entry[], parentId: string | null): number =>
  1 +
  tree
    .filter((entry) => entry.parentId === parentId)
    .reduce((last, entry) => Math.max(last, entry.position), -1);
