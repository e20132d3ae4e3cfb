/**
 * Prunes an SDL document to what a leg type reaches. Invariant: links and label definitions stay whatever is pruned,
 * because the schema's own `@link` and `@composeDirective` name them.
 */
import { type DefinitionNode, Kind, visit } from 'graphql';

/** The definitions that the type named `root`, the schema extension or a directive definition uses, in their order. */
export function keepReachable(
  definitions: readonly DefinitionNode[],
  root: string,
): readonly DefinitionNode[] {
  const byName = new Map<string, DefinitionNode>();
  for (const definition of definitions) {
    if (isNamedType(definition)) byName.set(definition.name.value, definition);
  }
  const reached = new Set<DefinitionNode>();
  const reach = (definition: DefinitionNode | undefined): void => {
    if (definition === undefined || reached.has(definition)) return;
    reached.add(definition);
    visit(definition, { NamedType: (node) => reach(byName.get(node.name.value)) });
  };
  definitions.filter((definition) => !isNamedType(definition)).forEach(reach);
  reach(byName.get(root));
  return definitions.filter((definition) => reached.has(definition));
}

function isNamedType(
  definition: DefinitionNode,
): definition is DefinitionNode & { readonly name: { readonly value: string } } {
  return (
    definition.kind !== Kind.DIRECTIVE_DEFINITION && 'name' in definition && definition.name !== undefined
  );
}
