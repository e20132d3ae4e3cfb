/**
 * Gives the operation that is planned inner names where the caller's would collide with the planner's: a key or an
 * input of a derived field is fetched under its own name, so `waybill: status` and `events(last: 3)` must not be.
 * Invariants: the document is copied, never changed; root fields keep their keys, since nothing collides there and the
 * graphs note where they put things.
 */
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type NameNode,
  print,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';

export interface IsolatedNames {
  /** The operation to plan. */
  readonly document: DocumentNode;
  /** The inner key of each field of the caller's document that has one. */
  readonly innerKeys: ReadonlyMap<FieldNode, string>;
  /** The caller's key of each inner key. */
  readonly answerKeys: ReadonlyMap<string, string>;
  /** The caller's name of each renamed variable. */
  readonly callerVariables: ReadonlyMap<string, string>;
}

/** No field of a supergraph may begin so: composition keeps `_` and a word for itself, and we keep this one. */
const INNER_PREFIX = '_hub';

/** Variables that the executor itself adds, and the one that no object of graphql-js can hold. */
const RESERVED_VARIABLES = new Set(['representations', '__proto__']);

/** The operation with inner names; the same document when none is needed. */
export function isolateNames(
  document: DocumentNode,
  schema: GraphQLSchema,
  innerFieldNames: ReadonlySet<string>,
): IsolatedNames {
  const innerKeys = new Map<FieldNode, string>();
  const answerKeys = new Map<string, string>();
  const callerVariables = new Map<string, string>();
  const known = new Map<string, string>();
  const innerKeyOf = (node: FieldNode): string => {
    // Fields that the answer merges must be merged in the data too.
    const key = node.alias?.value ?? node.name.value;
    const identity = `${key}:${node.name.value}(${printArguments(node.arguments ?? [])})`;
    const before = known.get(identity);
    if (before !== undefined) return before;
    const inner = `${INNER_PREFIX}${known.size}`;
    known.set(identity, inner);
    answerKeys.set(inner, key);
    return inner;
  };
  const typeInfo = new TypeInfo(schema);
  const rename = (name: NameNode, value: string): NameNode => ({ ...name, value });
  const isolated = visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        if (isRootType(typeInfo.getParentType()?.name, schema) || !collides(node, innerFieldNames)) return;
        const inner = innerKeyOf(node);
        innerKeys.set(node, inner);
        return { ...node, alias: rename(node.alias ?? node.name, inner) };
      },
      Variable(node) {
        if (!RESERVED_VARIABLES.has(node.name.value)) return;
        const inner = `${INNER_PREFIX}_${node.name.value}`;
        callerVariables.set(inner, node.name.value);
        return { ...node, name: rename(node.name, inner) };
      },
    }),
  );
  return { document: isolated, innerKeys, answerKeys, callerVariables };
}

function isRootType(name: string | undefined, schema: GraphQLSchema): boolean {
  return (
    name !== undefined && (name === schema.getQueryType()?.name || name === schema.getMutationType()?.name)
  );
}

function collides(
  { alias, name, arguments: given }: FieldNode,
  innerFieldNames: ReadonlySet<string>,
): boolean {
  const key = alias?.value ?? name.value;
  if (!innerFieldNames.has(key)) return false;
  return key !== name.value || (given !== undefined && given.length > 0);
}

function printArguments(given: readonly ArgumentNode[]): string {
  return given
    .map(({ name, value }) => `${name.value}: ${print(sortValue(value))}`)
    .sort()
    .join(', ');
}

function sortValue(value: ValueNode): ValueNode {
  if (value.kind === Kind.LIST) return { ...value, values: value.values.map(sortValue) };
  if (value.kind !== Kind.OBJECT) return value;
  const fields = value.fields.map((field) => ({ ...field, value: sortValue(field.value) }));
  return { ...value, fields: fields.sort((a, b) => (a.name.value < b.name.value ? -1 : 1)) };
}
