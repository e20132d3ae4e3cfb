/**
 * Answers `__schema` and `__type` from the API schema, each root key with a document of its own.
 * Invariant: what it answers is put into the data as it is; the graphs are never asked about their schemas.
 */
import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';

/** One root key that asks about the schema. */
export interface Introspection {
  readonly key: string;
  readonly document: DocumentNode;
}

/** The introspections among the root fields of an operation. */
export function listIntrospections(
  rootFields: ReadonlyMap<string, readonly FieldNode[]>,
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
): readonly Introspection[] {
  const definitions = [...fragments];
  return [...rootFields].flatMap(([key, nodes]) => {
    const name = nodes[0]?.name.value;
    if (name !== '__schema' && name !== '__type') return [];
    const selectionSet = { kind: Kind.SELECTION_SET, selections: nodes } as const;
    const document = {
      kind: Kind.DOCUMENT,
      definitions: [{ ...operation, selectionSet }, ...definitions],
    } as const;
    return { key, document };
  });
}

/** The answer to one introspection. */
export function introspect(
  { key, document }: Introspection,
  schema: GraphQLSchema,
  variableValues: Readonly<Record<string, unknown>>,
): { readonly value: unknown; readonly errors: readonly GraphQLError[] } {
  const { data, errors } = executeSync({ schema, document, variableValues });
  return { value: data && Object.hasOwn(data, key) ? data[key] : null, errors: errors ?? [] };
}
