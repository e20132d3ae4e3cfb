/**
 * Indexes the types of a document by name: a definition and its extensions are one entry, so no rule can be passed by
 * with `extend`. Invariant: entries are kept in maps, so a type named `__proto__` is a name like any other.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type NamedTypeNode,
  type NameNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';

/** The kinds of types, as messages call them. */
export type TypeKind = 'object' | 'interface' | 'union' | 'enum' | 'scalar' | 'input';

/** A type with everything that its definition and its extensions say. */
export interface TypeEntry {
  readonly name: string;
  readonly kind: TypeKind;
  readonly nodes: readonly (TypeDefinitionNode | TypeExtensionNode)[];
  readonly fields: ReadonlyMap<string, FieldDefinitionNode>;
  readonly values: ReadonlyMap<string, EnumValueDefinitionNode>;
  readonly interfaces: readonly NamedTypeNode[];
  readonly directives: readonly ConstDirectiveNode[];
  /** Where the type is named first. */
  readonly nameNode: NameNode;
  /** Names that are defined a second time, or as another kind of type. */
  readonly repeated: readonly NameNode[];
}

/** The types of a document by name. */
export function indexTypes(document: DocumentNode): ReadonlyMap<string, TypeEntry> {
  const nodesByName = new Map<string, (TypeDefinitionNode | TypeExtensionNode)[]>();
  for (const definition of document.definitions) {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) continue;
    const nodes = nodesByName.get(definition.name.value);
    if (nodes === undefined) nodesByName.set(definition.name.value, [definition]);
    else nodes.push(definition);
  }
  return new Map([...nodesByName].map(([name, nodes]) => [name, toEntry(name, nodes)]));
}

function toEntry(name: string, nodes: readonly (TypeDefinitionNode | TypeExtensionNode)[]): TypeEntry {
  const [first, ...rest] = nodes;
  if (first === undefined) throw new Error('a type has at least one definition');
  const kind = kindOf(first);
  const repeated: NameNode[] = rest.filter((node) => kindOf(node) !== kind).map((node) => node.name);
  const definitions = nodes.filter(isTypeDefinitionNode);
  repeated.push(...definitions.slice(1).map((node) => node.name));
  return {
    name,
    kind,
    nodes,
    fields: indexByName(
      nodes.flatMap((node) => ('fields' in node && hasOutputFields(node) ? (node.fields ?? []) : [])),
      repeated,
    ),
    values: indexByName(
      nodes.flatMap((node) => ('values' in node ? (node.values ?? []) : [])),
      repeated,
    ),
    interfaces: nodes.flatMap((node) => ('interfaces' in node ? (node.interfaces ?? []) : [])),
    directives: nodes.flatMap((node) => node.directives ?? []),
    nameNode: first.name,
    repeated,
  };
}

function indexByName<Node extends { readonly name: NameNode }>(
  nodes: readonly Node[],
  repeated: NameNode[],
): ReadonlyMap<string, Node> {
  const byName = new Map<string, Node>();
  for (const node of nodes) {
    if (byName.has(node.name.value)) repeated.push(node.name);
    else byName.set(node.name.value, node);
  }
  return byName;
}

type OutputNode = Extract<
  TypeDefinitionNode | TypeExtensionNode,
  { readonly fields?: readonly FieldDefinitionNode[] | undefined }
>;

function hasOutputFields(node: TypeDefinitionNode | TypeExtensionNode): node is OutputNode {
  return ['object', 'interface'].includes(kindOf(node));
}

function kindOf(node: TypeDefinitionNode | TypeExtensionNode): TypeKind {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return 'object';
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION:
      return 'interface';
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return 'union';
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION:
      return 'enum';
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_EXTENSION:
      return 'scalar';
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION:
      return 'input';
  }
}
