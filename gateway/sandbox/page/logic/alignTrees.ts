/**
 * Lays two answers to one query side by side: the same field in one row, legs and parcels by what they are and not by where they stand.
 * Pure. Invariant: every node of either answer is in exactly one row.
 */
import type { TreeNode } from './fieldTree.ts';

export type Difference =
  | 'same'
  /** Both have the field, and differ in the value or in how it was disclosed. */
  | 'differs'
  /** One answer alone has it: for the other it does not exist. */
  | 'left'
  | 'right';

export interface AlignedRow {
  readonly id: string;
  readonly depth: number;
  readonly left: TreeNode | undefined;
  readonly right: TreeNode | undefined;
  readonly difference: Difference;
}

/** The rows, top down. */
export function alignTrees(left: readonly TreeNode[], right: readonly TreeNode[]): readonly AlignedRow[] {
  const rows: AlignedRow[] = [];
  alignLevel(left, right, { depth: 0, prefix: '' }, rows);
  return rows;
}

interface Level {
  readonly depth: number;
  readonly prefix: string;
}

function alignLevel(
  left: readonly TreeNode[],
  right: readonly TreeNode[],
  level: Level,
  rows: AlignedRow[],
): void {
  for (const [identity, one, other] of pairUp(left, right)) {
    const id = `${level.prefix}${identity}`;
    rows.push({ id, depth: level.depth, left: one, right: other, difference: compare(one, other) });
    const below = { depth: level.depth + 1, prefix: `${id}/` };
    alignLevel(one?.children ?? [], other?.children ?? [], below, rows);
  }
}

type Pair = readonly [identity: string, left: TreeNode | undefined, right: TreeNode | undefined];

/** In the order of the left one; what the right one alone has comes after what it follows there. */
function pairUp(left: readonly TreeNode[], right: readonly TreeNode[]): readonly Pair[] {
  const rights = identify(right);
  const pairs: Pair[] = [...identify(left)].map(([identity, node]) => [identity, node, rights.get(identity)]);
  const placed = new Set(pairs.map(([identity]) => identity));
  let after = -1;
  for (const [identity, node] of rights) {
    if (placed.has(identity)) after = pairs.findIndex(([known]) => known === identity);
    else {
      after += 1;
      pairs.splice(after, 0, [identity, undefined, node]);
    }
  }
  return pairs;
}

/** Nodes by what they are, in their order; of those that are alike, each by how many were before it. */
function identify(nodes: readonly TreeNode[]): ReadonlyMap<string, TreeNode> {
  const identified = new Map<string, TreeNode>();
  const seen = new Map<string, number>();
  for (const node of nodes) {
    const identity = identityOf(node);
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    identified.set(before === 0 ? identity : `${identity} (${before + 1})`, node);
  }
  return identified;
}

/** What a node is: a leg by operator and waybill, a thing with an `id` by that, a field by its key. */
function identityOf(node: TreeNode): string {
  if (typeof node.key === 'string') return node.key;
  if (node.leg !== undefined) return `${node.leg.operator} ${node.leg.waybill}`;
  const own = node.children.find(({ key }) => key === 'id' || key === 'code' || key === 'coordinate');
  return own?.value === undefined || own.value === null ? `#${node.key}` : `${own.key} ${own.value}`;
}

function compare(left: TreeNode | undefined, right: TreeNode | undefined): Difference {
  if (left === undefined) return 'right';
  if (right === undefined) return 'left';
  if (left.mark.kind !== right.mark.kind || left.mark.field?.mask !== right.mark.field?.mask)
    return 'differs';
  return left.value === right.value && left.mark.field?.code === right.mark.field?.code ? 'same' : 'differs';
}

/** How many rows differ, by how; rows that only hold others are not counted. */
export function countDifferences(rows: readonly AlignedRow[]): Readonly<Record<Difference, number>> {
  const counts = { same: 0, differs: 0, left: 0, right: 0 };
  for (const { left, right, difference } of rows) {
    const isLeaf = (left?.children.length ?? 0) === 0 && (right?.children.length ?? 0) === 0;
    if (isLeaf) counts[difference] += 1;
  }
  return counts;
}
