/**
 * Writes an operation without anything that its sender put into it: only what is asked stays, so that its digest is that of all
 * operations that ask the same. The text itself is kept nowhere.
 * Invariant: no literal and no name of a client's own is in the text, so no tracking number can be, wherever it was written: in
 * an argument, a default, an alias, or the name of a variable, a fragment or the operation.
 */
import { type DocumentNode, Kind, type NameNode, print, visit } from 'graphql';

/** The text: literals empty, aliases gone, variables, fragments and operations numbered. Variables stay variables. */
export function stripOperation(document: DocumentNode): string {
  const variables = createNames('v');
  const fragments = createNames('F');
  const operations = createNames('Operation');
  const bare = visit(document, {
    StringValue: () => ({ kind: Kind.STRING, value: '' }) as const,
    IntValue: () => ({ kind: Kind.INT, value: '0' }) as const,
    FloatValue: () => ({ kind: Kind.FLOAT, value: '0' }) as const,
    ListValue: () => ({ kind: Kind.LIST, values: [] }) as const,
    ObjectValue: () => ({ kind: Kind.OBJECT, fields: [] }) as const,
    Variable: (node) => ({ ...node, name: variables(node.name) }),
    Field: (node) => ({ ...node, alias: undefined }),
    FragmentSpread: (node) => ({ ...node, name: fragments(node.name) }),
    FragmentDefinition: (node) => ({ ...node, name: fragments(node.name) }),
    OperationDefinition: (node) => ({ ...node, name: node.name && operations(node.name) }),
  });
  return print(bare);
}

/** Numbers names in the order in which they are met. */
function createNames(prefix: string): (name: NameNode) => NameNode {
  const known = new Map<string, string>();
  return ({ value }) => {
    const given = known.get(value) ?? `${prefix}${known.size + 1}`;
    known.set(value, given);
    return { kind: Kind.NAME, value: given };
  };
}
