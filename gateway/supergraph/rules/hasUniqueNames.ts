/** HUB003: a name has one definition, and none is one of GraphQL's own. */
import { type ASTNode, Kind, type NameNode } from 'graphql';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';

export function* hasUniqueNames({ document, allTypes }: CheckContext): Iterable<Finding> {
  for (const type of allTypes.values()) {
    yield* checkReserved(type.nameNode);
    for (const node of type.repeated) yield repeats(node);
    for (const value of type.values.values()) yield* checkReserved(value.name);
    for (const field of type.fields.values()) {
      yield* checkReserved(field.name);
      yield* checkRepeats((field.arguments ?? []).map((argument) => argument.name));
    }
  }
  const directives = document.definitions.filter((node) => node.kind === Kind.DIRECTIVE_DEFINITION);
  yield* checkRepeats(directives.map((directive) => directive.name));
}

function* checkRepeats(names: readonly NameNode[]): Iterable<Finding> {
  const seen = new Set<string>();
  for (const node of names) {
    yield* checkReserved(node);
    if (seen.has(node.value)) yield repeats(node);
    seen.add(node.value);
  }
}

function* checkReserved(node: NameNode): Iterable<Finding> {
  if (!node.value.startsWith('__')) return;
  const message = `the name ${quote(node.value)} is reserved`;
  yield { code: 'HUB003', message, node, note: 'names that begin with `__` belong to GraphQL' };
}

function repeats(node: NameNode & ASTNode): Finding {
  return { code: 'HUB003', message: `${quote(node.value)} is defined a second time`, node };
}
