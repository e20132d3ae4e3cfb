/**
 * The names of the fields that the planner fetches on its own account: keys and the inputs of derived fields.
 * A caller that uses one of them as an alias, or gives one arguments, would otherwise overwrite the planner's own.
 */
import { type ASTNode, type DocumentNode, Kind, parse, visit } from 'graphql';

const FIELD_SETS: ReadonlyMap<string, readonly string[]> = new Map([
  ['join__type', ['key']],
  ['join__field', ['requires', 'provides']],
]);

/** All names in the field sets of a supergraph, and `__typename`. */
export function readInnerFieldNames(supergraph: DocumentNode): ReadonlySet<string> {
  const sets = new Set<string>();
  visit(supergraph, {
    Directive(node) {
      const names = FIELD_SETS.get(node.name.value) ?? [];
      for (const { name, value } of node.arguments ?? []) {
        if (names.includes(name.value) && value.kind === Kind.STRING) sets.add(value.value);
      }
    },
  });
  const found = new Set(['__typename']);
  const collect = (node: ASTNode) => visit(node, { Field: ({ name }) => void found.add(name.value) });
  for (const set of sets) collect(parse(`{ ${set} }`, { noLocation: true }));
  return found;
}
