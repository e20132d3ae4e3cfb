/**
 * Lists the fields of an operation by their place in the answer, so that the page need not know the schema: what a caller may ask
 * and never get is not in the schema that it is shown. Invariant: linear in what the limits let through.
 */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** By place, as `parcel.legs.status`: the coordinates of the fields that may stand there. */
export function listPlaces(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): Readonly<Record<string, readonly string[]>> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const places = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const walk = (
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | undefined,
    prefix: string,
  ): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const place = `${prefix}${(node.alias ?? node.name).value}`;
        const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
        places.set(place, (places.get(place) ?? new Set()).add(`${type?.name}.${node.name.value}`));
        const field = fields[node.name.value];
        if (node.selectionSet && field) walk(node.selectionSet, getNamedType(field.type), `${place}.`);
        continue;
      }
      const name = node.kind === Kind.FRAGMENT_SPREAD ? node.name.value : undefined;
      const spread = name === undefined ? undefined : fragments.get(name);
      const step = `${prefix} ${name} ${type?.name}`;
      // A fragment that is spread twice in one place says the same twice.
      if (name !== undefined && (spread === undefined || seen.has(step))) continue;
      if (name !== undefined) seen.add(step);
      const { typeCondition, selectionSet } = spread ?? (node.kind === Kind.INLINE_FRAGMENT ? node : {});
      if (selectionSet === undefined) continue;
      walk(selectionSet, typeCondition ? schema.getType(typeCondition.name.value) : type, prefix);
    }
  };
  walk(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, '');
  return Object.fromEntries([...places].map(([place, coordinates]) => [place, [...coordinates]]));
}
