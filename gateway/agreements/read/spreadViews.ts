/**
 * Follows the clauses of a document from legs down and from leaves up: under which purposes and relations does a way lead to
 * a type, and is anything below it shared? Invariant: phases are left out, so what no view leads to can never be disclosed.
 */
import { groupBy } from '../../base/groupBy.ts';
import type { ReadClause } from './readClause.ts';

/** Views by type, as `viewBits`; a type that is not in it has none. */
export type TypeViews = ReadonlyMap<string, number>;

const EVERY_VIEW = -1;

/** The views under which shared fields lead to a type from a leg of one of the types; the leg types have all of them. */
export function spreadDown(legTypes: readonly string[], clauses: readonly ReadClause[]): TypeViews {
  const steps = groupBy(
    clauses.filter(({ share }) => share.below !== undefined),
    ({ share }) => share.typeName,
  );
  const views = new Map(legTypes.map((name) => [name, EVERY_VIEW]));
  const pending = [...legTypes];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const { share, views: shared } of steps.get(name) ?? []) {
      const below = share.below ?? '';
      if (raise(views, below, shared & (views.get(name) ?? 0))) pending.push(below);
    }
  }
  return views;
}

/** The views under which something at or below a type is shared. */
export function spreadUp(clauses: readonly ReadClause[]): TypeViews {
  const steps = groupBy(clauses, ({ share }) => share.below);
  const views = new Map<string, number>();
  const pending: string[] = [];
  for (const { share, views: shared } of steps.get(undefined) ?? []) {
    if (raise(views, share.typeName, shared)) pending.push(share.typeName);
  }
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const { share, views: shared } of steps.get(name) ?? []) {
      if (raise(views, share.typeName, shared & (views.get(name) ?? 0))) pending.push(share.typeName);
    }
  }
  return views;
}

/** Whether the bits were new. There are less than 32 of them, so a type changes less than 32 times. */
function raise(views: Map<string, number>, type: string, bits: number): boolean {
  const before = views.get(type) ?? 0;
  views.set(type, before | bits);
  return (before | bits) !== before;
}
