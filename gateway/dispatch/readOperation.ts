/**
 * Reads the operation of one planned fetch: which fields it asks of which leg type.
 * The gateway's planner writes these operations; a client's text is in here only as far as the planner let it through.
 */
import {
  type FragmentDefinitionNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A planned fetch: what is asked of entities, with named fragments resolved. */
export interface EntityOperation {
  /** What `_entities` is asked for. */
  readonly selections: readonly SelectionNode[];
  /** The client's variables by name, as text: `$last: Int`. */
  readonly variables: ReadonlyMap<string, string>;
  /** Defaults of the client's boolean variables: what a condition rests on where the client gave no value. */
  readonly flagDefaults: ReadonlyMap<string, boolean>;
}

/** Reads an operation over `_entities`. Throws when it is anything else: the planner has no other for these graphs. */
export function readOperation(query: string): EntityOperation {
  const { definitions } = parse(query, { noLocation: true });
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [entities] = operation?.selectionSet.selections ?? [];
  if (entities?.kind !== Kind.FIELD || entities.name.value !== '_entities' || !entities.selectionSet) {
    throw new Error('a fetch from a role graph must ask for `_entities`');
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const variables = new Map<string, string>();
  const flagDefaults = new Map<string, boolean>();
  for (const definition of operation?.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    if (name !== 'representations') variables.set(name, print(definition));
    if (definition.defaultValue?.kind === Kind.BOOLEAN) flagDefaults.set(name, definition.defaultValue.value);
  }
  return { selections: inlineFragments(entities.selectionSet, fragments), variables, flagDefaults };
}

function inlineFragments(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly SelectionNode[] {
  return selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      if (fragment === undefined) return [];
      return [
        {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: fragment.typeCondition,
          directives: selection.directives ?? [],
          selectionSet: {
            kind: Kind.SELECTION_SET,
            selections: inlineFragments(fragment.selectionSet, fragments),
          },
        },
      ];
    }
    if (selection.selectionSet === undefined) return [selection];
    const nested = inlineFragments(selection.selectionSet, fragments);
    return [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: nested } }];
  });
}
