/**
 * The path rule for all questions at once: for every field of an agreement the purposes and relations under which it can be
 * read, as bits. Invariant: a bit is set only where every step from a leg to the field, and to some leaf, is granted under
 * that same purpose and relation.
 */
import { FOREIGN_BIT, OWN_BIT, viewBits } from '../clauseBits.ts';
import type { ClauseRange, ClauseStore } from './clauseStore.ts';
import type { FieldIndex } from './indexFields.ts';

/** A field with clauses, and the questions under which these grant it, whatever the phase. */
export interface FieldGrant {
  readonly field: number;
  readonly views: number;
}

/** What each field of a range is granted for, by itself, within the purposes of the agreement. */
export function listGrants(store: ClauseStore, range: ClauseRange, purposes: number): FieldGrant[] {
  const allowed = viewBits(purposes, OWN_BIT | FOREIGN_BIT);
  const grants: FieldGrant[] = [];
  for (let start = range.start; start < range.end; ) {
    const field = store.fieldAt(start);
    let end = start + 1;
    while (end < range.end && store.fieldAt(end) === field) end += 1;
    grants.push({ field, views: joinViews(store, { start, end }) & allowed });
    start = end;
  }
  return grants;
}

/** The questions under which one field is granted: those of sound clauses, without those of clauses that disagree. */
function joinViews(store: ClauseStore, { start, end }: ClauseRange): number {
  const first = store.termsAt(start);
  if (end - start === 1) return first.isSound ? first.views : 0;
  const byMask = new Map<string | null, number>();
  let clashing = 0;
  for (const { isSound, mask, views } of store.listTerms({ start, end })) {
    if (!isSound) clashing |= views;
    byMask.set(mask, (byMask.get(mask) ?? 0) | views);
  }
  let granted = 0;
  for (const views of byMask.values()) {
    clashing |= granted & views;
    granted |= views;
  }
  return granted & ~clashing;
}

/** For each type, by its index, the questions under which some leaf below it can be read. */
export function findReadableViews(index: FieldIndex, grants: readonly FieldGrant[]): Int32Array {
  const readable = new Int32Array(index.typeCount);
  settle(grants, ({ field, views }) => {
    const { parent = 0, below = 0 } = index.fields[field] ?? {};
    const led = below < 0 ? views : views & (readable[below] ?? 0);
    return raise(readable, parent, led);
  });
  return readable;
}

/** The fields that can be read under any question, each on a whole path from a leg. */
export function listReadableFields(index: FieldIndex, grants: readonly FieldGrant[]): readonly number[] {
  return spreadGrants(index, grants).map(({ field }) => field);
}

/** The same, each with the questions under which it can be read. */
export function spreadGrants(index: FieldIndex, grants: readonly FieldGrant[]): readonly FieldGrant[] {
  const readable = findReadableViews(index, grants);
  const reached = new Int32Array(index.typeCount);
  for (const legType of index.legTypes) reached[legType] = -1;
  const viewsOn = ({ field, views }: FieldGrant): number => {
    const { parent = 0, below = 0 } = index.fields[field] ?? {};
    return views & (reached[parent] ?? 0) & (below < 0 ? -1 : (readable[below] ?? 0));
  };
  settle(grants, (grant) => {
    const below = index.fields[grant.field]?.below ?? -1;
    return below >= 0 && raise(reached, below, viewsOn(grant));
  });
  return grants
    .map((grant) => ({ field: grant.field, views: viewsOn(grant) }))
    .filter(({ views }) => views !== 0);
}

/** Goes over all grants until none of them changes anything: types may contain themselves. */
function settle(grants: readonly FieldGrant[], apply: (grant: FieldGrant) => boolean): void {
  for (let isChanging = true; isChanging; ) {
    isChanging = false;
    for (const grant of grants) if (apply(grant)) isChanging = true;
  }
}

/** Whether the bits were new. */
function raise(views: Int32Array, type: number, bits: number): boolean {
  const before = views[type] ?? 0;
  views[type] = before | bits;
  return views[type] !== before;
}
