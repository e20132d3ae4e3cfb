/**
 * Reads the operation of one planned fetch: which fields it asks of which leg type.
 * The gateway's planner writes these operations, without conditions and named fragments; a client's text is in here only as
 * far as the planner let it through.
 */
import { Kind, parse, print, type SelectionNode, visit } from 'graphql';

/** A planned fetch: what is asked of entities. */
export interface EntityOperation {
  /** What `_entities` is asked for. */
  readonly selections: readonly SelectionNode[];
  /** The client's variables by name, as text: `$last: Int`. */
  readonly variables: ReadonlyMap<string, string>;
}

/** Reads an operation over `_entities`. Throws when it is anything else: the planner has no other for these graphs. */
export function readOperation(query: string): EntityOperation {
  const { definitions } = parse(query, { noLocation: true });
  const [operation] = definitions;
  const selectionSet = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
  const [entities] = selectionSet?.selections ?? [];
  if (entities?.kind !== Kind.FIELD || entities.name.value !== '_entities' || !entities.selectionSet) {
    throw new Error('a fetch from a role graph must ask for `_entities`');
  }
  visit(entities, {
    Directive({ name }) {
      throw new Error(`a planned fetch has no conditions, and here is @${name.value}`);
    },
    FragmentSpread({ name }) {
      throw new Error(`a planned fetch has no named fragments, and here is ${name.value}`);
    },
  });
  const variables = new Map<string, string>();
  for (const definition of (operation?.kind === Kind.OPERATION_DEFINITION && operation.variableDefinitions) ||
    []) {
    const name = definition.variable.name.value;
    if (name !== 'representations') variables.set(name, print(definition));
  }
  return { selections: entities.selectionSet.selections, variables };
}
