/**
 * Collects the fields of selection sets for one concrete type, as GraphQL's CollectFields has it.
 * Invariant: keys stand in the order of their first occurrence; a fragment is spread once.
 */
import type { FieldNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import { NOTHING_ASKED } from '../request/settleConditions.ts';

export interface CollectTerms {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Whether a type condition accepts a type. */
  accepts(condition: string, typename: string): boolean;
}

/** The nodes of each response key. */
export function collectFields(
  selections: readonly SelectionSetNode[],
  typename: string,
  terms: CollectTerms,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (node === NOTHING_ASKED) continue;
      if (node.kind === 'Field') {
        const key = node.alias?.value ?? node.name.value;
        const known = fields.get(key);
        if (known === undefined) fields.set(key, [node]);
        else known.push(node);
        continue;
      }
      const fragment = node.kind === 'InlineFragment' ? node : terms.fragments.get(node.name.value);
      if (fragment === undefined) continue;
      if (node.kind === 'FragmentSpread') {
        if (spread.has(node.name.value)) continue;
        spread.add(node.name.value);
      }
      const condition = fragment.typeCondition?.name.value;
      if (condition === undefined || terms.accepts(condition, typename)) collect(fragment.selectionSet);
    }
  };
  for (const set of selections) collect(set);
  return fields;
}
