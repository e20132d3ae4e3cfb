/** The name at the core of a type: `TrackingEvent` in `[TrackingEvent!]!`. */
import { Kind, type NamedTypeNode, type TypeNode } from 'graphql';

/** The named type without lists and non-null marks. */
export function namedType(type: TypeNode): NamedTypeNode {
  let inner = type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return inner;
}
