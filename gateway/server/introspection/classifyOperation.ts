/**
 * Says whether an operation asks about the schema, for data, or for both.
 * Invariant: it looks at what is written: a condition (`@skip`, `@include`), an alias or a fragment hides nothing.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What the root fields of an operation are; `__typename` alone is data, and is nothing beside introspection. */
export type OperationKind = 'introspection' | 'data' | 'mixed';

const META_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type', '__typename']);

/** Looks at the root fields of an operation, in whatever fragments they stand. */
export function classifyOperation(
  document: DocumentNode,
  { selectionSet }: OperationDefinitionNode,
): OperationKind {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const names = new Set<string>();
  const spread = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) names.add(node.name.value);
      else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
      else if (!spread.has(node.name.value)) {
        spread.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet);
      }
    }
  };
  collect(selectionSet);
  const dataNames = [...names].filter((name) => !META_FIELDS.has(name));
  if (!names.has('__schema') && !names.has('__type')) return 'data';
  return dataNames.length === 0 ? 'introspection' : 'mixed';
}
