/**
 * Which concrete and abstract types a type condition accepts, as names: data carries names, not types.
 * Invariant: decided on the whole supergraph, since representations may name types that the API hides.
 */
import { type GraphQLSchema, isAbstractType, isInterfaceType } from 'graphql';

/** The names that satisfy a type condition: its own, its object types and the interfaces that implement it. */
export type TypeNames = (condition: string) => ReadonlySet<string>;

/** A reader of type conditions that works each out once. */
export function readTypeNames(schema: GraphQLSchema): TypeNames {
  const known = new Map<string, ReadonlySet<string>>();
  return (condition) => {
    const before = known.get(condition);
    if (before !== undefined) return before;
    const names = new Set([condition]);
    const type = schema.getType(condition);
    if (isAbstractType(type)) {
      for (const possible of schema.getPossibleTypes(type)) names.add(possible.name);
      if (isInterfaceType(type)) {
        for (const sub of schema.getImplementations(type).interfaces) names.add(sub.name);
      }
    }
    known.set(condition, names);
    return names;
  };
}
