/**
 * Answers a leg from its last known values, as its operator would have answered: the same selection, under the same keys.
 * Invariant: it reads what is kept and nothing else; what is not kept is null.
 */
import { Kind, type SelectionSetNode } from 'graphql';
import { ownRecord, readOwn } from '../../base/ownRecord.ts';
import type { LastKnown } from '../../request/requestScope.ts';
import type { RewrittenSelection } from '../rewriteSelection.ts';

/** Null where nothing of the leg is kept, or nothing may be asked. */
export function answerFromLastKnown(lastKnown: LastKnown | undefined, { node }: RewrittenSelection): unknown {
  return lastKnown === undefined || node === null ? null : pick(node, lastKnown.values);
}

/** Values by response key. Every position is of one concrete type, so the conditions of fragments always hold. */
function pick(selectionSet: SelectionSetNode, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => pick(selectionSet, element));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const picked = ownRecord();
  const add = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet);
      if (selection.kind !== Kind.FIELD) continue;
      const { alias, name, selectionSet: below } = selection;
      const found = readOwn(value, name.value) ?? null;
      picked[alias?.value ?? name.value] = below === undefined ? found : pick(below, found);
    }
  };
  add(selectionSet);
  return picked;
}
