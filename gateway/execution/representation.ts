/**
 * Cuts out of gathered data what a graph needs to recognise an entity, and what it requires beyond the key.
 * Invariant: a set of fields with a missing member gives nothing at all; a member that is null is there.
 */
import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { ownRecord } from '../base/ownRecord.ts';
import { isRecord, mergeValue } from './mergeData.ts';
import type { TypeNames } from './typeNames.ts';

type Data = Record<string, unknown>;

/** The fields to copy from one object, and those to copy when the object is of some type. */
export interface CopySet {
  readonly fields: readonly CopyField[];
  readonly fragments: readonly CopyFragment[];
  /** Whether no two fields have one key. */
  readonly isDistinct: boolean;
}

interface CopyField {
  readonly key: string;
  /** Whether every object has something of that name, which must not be taken for data. */
  readonly isInherited: boolean;
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
      const key = selection.alias ?? selection.name;
      fields.push({
        key,
        isInherited: key in Object.prototype,
        selection: selection.selections ? compileRequires(selection.selections, typeNames) : null,
      });
    } else if (selection.typeCondition !== undefined) {
      fragments.push({
        types: typeNames(selection.typeCondition),
        selection: compileRequires(selection.selections, typeNames),
      });
    }
  }
  const isDistinct = new Set(fields.map(({ key }) => key)).size === fields.length;
  return { fields, fragments, isDistinct };
}

/** The representation of an entity, or null where an input is missing or no fragment is about its type. */
export function copyRepresentation(entity: unknown, set: CopySet): Data | null {
  const copy = copyRecord(entity, set);
  return copy?.['__typename'] ? copy : null;
}

function copyRecord(source: unknown, set: CopySet): Data | null {
  if (!isRecord(source)) return null;
  const copy = ownRecord();
  return copyInto(copy, source, set, true) ? copy : null;
}

/** Copies a set, or nothing of it when a member is missing. This runs for every event of every leg. */
function copyInto(copy: Data, source: Data, set: CopySet, isEmpty: boolean): boolean {
  const { fields, fragments } = set;
  for (let index = 0; index < fields.length; index++) {
    const { key, isInherited } = fields[index] as CopyField;
    if (source[key] === undefined || (isInherited && !Object.hasOwn(source, key))) return false;
  }
  const isFirst = isEmpty && set.isDistinct;
  for (let index = 0; index < fields.length; index++) {
    const { key, selection } = fields[index] as CopyField;
    const value = source[key];
    const copied = selection === null ? value : copyValue(value, selection);
    // Two fragments may both copy a field; what they copy is then joined.
    copy[key] = isFirst || !(key in copy) ? copied : mergeValue(copy[key], copied);
  }
  if (fragments.length > 0) copyFragments(copy, source, fragments, isEmpty && fields.length === 0);
  return true;
}

function copyFragments(copy: Data, source: Data, fragments: readonly CopyFragment[], isEmpty: boolean): void {
  const typename = source['__typename'];
  if (typeof typename !== 'string') return;
  let isStillEmpty = isEmpty;
  for (const { types, selection } of fragments) {
    if (types.has(typename) && copyInto(copy, source, selection, isStillEmpty)) isStillEmpty = false;
  }
}

function copyValue(value: unknown, selection: CopySet): unknown {
  if (!Array.isArray(value)) return copyRecord(value, selection);
  const copies = new Array<unknown>(value.length);
  for (let index = 0; index < value.length; index++) copies[index] = copyValue(value[index], selection);
  return copies;
}
