/**
 * Cuts out of gathered data what a graph needs to recognise an entity, and what it requires beyond the key.
 * Invariant: a set of fields with a missing member gives nothing at all; a member that is null is there.
 */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { ownRecord, readOwn } from '../base/ownRecord.ts';
import { isRecord, mergeValue } from './mergeData.ts';
import type { TypeNames } from './typeNames.ts';

/** The fields to copy from one object, and those to copy when the object is of some type. */
export interface CopySet {
  readonly fields: readonly CopyField[];
  readonly fragments: readonly CopyFragment[];
}

interface CopyField {
  readonly key: string;
  /** What to copy of an object; null for a leaf, which is copied as it is. */
  readonly selection: CopySet | null;
}

interface CopyFragment {
  readonly types: ReadonlySet<string>;
  readonly selection: CopySet;
}

/** Compiles the `requires` of a fetch. A fragment without a condition selects nothing, as in Apollo's executor. */
export function compileRequires(
  selections: readonly QueryPlanSelectionNode[],
  typeNames: TypeNames,
): CopySet {
  const fields: CopyField[] = [];
  const fragments: CopyFragment[] = [];
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      fields.push({
        key: selection.alias ?? selection.name,
        selection: selection.selections ? compileRequires(selection.selections, typeNames) : null,
      });
    } else if (selection.typeCondition !== undefined) {
      fragments.push({
        types: typeNames(selection.typeCondition),
        selection: compileRequires(selection.selections, typeNames),
      });
    }
  }
  return { fields, fragments };
}

/** The representation of an entity, or null where an input is missing or no fragment is about its type. */
export function copyRepresentation(entity: unknown, set: CopySet): Record<string, unknown> | null {
  const copy = copyRecord(entity, set);
  return copy?.['__typename'] ? copy : null;
}

function copyRecord(source: unknown, set: CopySet): Record<string, unknown> | null {
  if (!isRecord(source)) return null;
  const copy = ownRecord();
  return copyInto(copy, source, set) ? copy : null;
}

/** Copies a set, or nothing of it when a member is missing. */
function copyInto(copy: Record<string, unknown>, source: Record<string, unknown>, set: CopySet): boolean {
  const { fields, fragments } = set;
  for (const { key } of fields) {
    if (readOwn(source, key) === undefined) return false;
  }
  for (const { key, selection } of fields) {
    const value = source[key];
    const copied = selection === null ? value : copyValue(value, selection);
    // Two fragments may both copy a field; what they copy is then joined.
    copy[key] = key in copy ? mergeValue(copy[key], copied) : copied;
  }
  if (fragments.length === 0) return true;
  const typename = readOwn(source, '__typename');
  if (typeof typename !== 'string') return true;
  for (const fragment of fragments) {
    if (fragment.types.has(typename)) copyInto(copy, source, fragment.selection);
  }
  return true;
}

function copyValue(value: unknown, selection: CopySet): unknown {
  if (!Array.isArray(value)) return copyRecord(value, selection);
  const copies = new Array<unknown>(value.length);
  for (let index = 0; index < value.length; index++) copies[index] = copyValue(value[index], selection);
  return copies;
}
