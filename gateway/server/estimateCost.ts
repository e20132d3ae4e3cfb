/**
 * Estimates what an operation costs before it is planned: every field counts 1 and its weights, times the lengths
 * of the lists above it. What depends on variables is evaluated anew for each request, everything else once.
 * Invariants: both are linear in the document, however its fragments multiply, and counts saturate; a condition hides
 * nothing. Values that the executor will refuse may be counted as anything.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import {
  DERIVATION_WEIGHTS,
  ITEM_WEIGHTS,
  LIST_LENGTHS,
  OTHER_LIST_LENGTH,
  PARCEL_FIELDS,
} from './costTable.ts';
import { addCounts, MOST, multiplyCounts } from './limits.ts';
import { type Length, readLength } from './readLength.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface CostEstimate {
  /** How many tracking numbers and listed parcels a request asks for. */
  countNumbers(variables: Variables): number;
  countCost(variables: Variables): number;
}

/** A sum that depends on variables: `fixed`, and further sums, each so many times. */
interface Sum {
  readonly fixed: number;
  readonly parts: readonly { readonly times: Length; readonly part: Count }[];
}

/** A count that is known, or the index of a sum. */
type Count = { readonly known: number } | { readonly sum: number };

const ZERO: Count = { known: 0 };

/** The estimate of one operation of a valid document. */
export function estimateCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CostEstimate {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const root = schema.getRootType(operation.operation) ?? undefined;
  /** In the order in which they are evaluated: a sum stands behind all of its parts. */
  const sums: Sum[] = [];
  const add = (fixed: number, parts: Sum['parts']): Count =>
    parts.length === 0 ? { known: fixed } : { sum: sums.push({ fixed, parts }) - 1 };

  const measured = new Map<string, Count>();
  const measureFragment = (name: string): Count => {
    const fragment = fragments.get(name);
    const known = measured.get(name);
    if (known !== undefined || fragment === undefined) return known ?? ZERO;
    measured.set(name, ZERO);
    const count = measure(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value));
    measured.set(name, count);
    return count;
  };
  const measure = ({ selections }: SelectionSetNode, type: GraphQLNamedType | undefined): Count => {
    let fixed = 0;
    const parts: { times: Length; part: Count }[] = [];
    const count = (times: Length, part: Count): void => {
      if (typeof times === 'number' && 'known' in part) {
        fixed = addCounts(fixed, multiplyCounts(times, part.known));
      } else parts.push({ times, part });
    };
    for (const node of selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) count(1, measureFragment(node.name.value));
      else if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        count(1, measure(node.selectionSet, condition === undefined ? type : schema.getType(condition)));
      } else {
        const field = findField(type, node.name.value, type === root);
        const coordinate = `${type?.name}.${node.name.value}`;
        const below =
          node.selectionSet === undefined
            ? ZERO
            : measure(node.selectionSet, field && getNamedType(field.type));
        const times = lengthOf(coordinate, field, node, operation);
        count(times, { known: 1 + (ITEM_WEIGHTS.get(coordinate) ?? 0) });
        count(1, { known: DERIVATION_WEIGHTS.get(coordinate) ?? 0 });
        count(times, below);
      }
    }
    return add(fixed, parts);
  };
  const total = measure(operation.selectionSet, root);
  const numbers = listNumbers(operation, fragments, (node) =>
    node.name.value === 'parcel'
      ? 1
      : lengthOf(`${root?.name}.${node.name.value}`, findField(root, node.name.value, true), node, operation),
  );
  return {
    countNumbers: (variables) =>
      numbers.reduce<number>((sum, length) => addCounts(sum, evaluate(length, variables)), 0),
    countCost: (variables) => countSums(sums, total, variables),
  };
}

function countSums(sums: readonly Sum[], total: Count, variables: Variables): number {
  const values: number[] = [];
  const read = (count: Count): number => ('known' in count ? count.known : (values[count.sum] ?? MOST));
  for (const { fixed, parts } of sums) {
    let value = fixed;
    for (const { times, part } of parts) {
      value = addCounts(value, multiplyCounts(evaluate(times, variables), read(part)));
    }
    values.push(value);
  }
  return read(total);
}

function evaluate(length: Length, variables: Variables): number {
  return typeof length === 'number' ? length : Math.min(length(variables), MOST);
}

function findField(
  type: GraphQLNamedType | undefined,
  name: string,
  isRoot: boolean,
): GraphQLField<unknown, unknown> | undefined {
  if (isRoot && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isRoot && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function lengthOf(
  coordinate: string,
  field: GraphQLField<unknown, unknown> | undefined,
  node: FieldNode,
  operation: OperationDefinitionNode,
): Length {
  const isList = field !== undefined && isListType(getNullableType(field.type));
  const length = LIST_LENGTHS.get(coordinate) ?? (isList ? OTHER_LIST_LENGTH : 1);
  return typeof length === 'number' ? length : readLength(length, field, node, operation);
}

/** How many parcels each root key asks for; a key that stands several times is answered once. */
function listNumbers(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  lengthOfField: (node: FieldNode) => Length,
): readonly Length[] {
  const byKey = new Map<string, Length>();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        if (PARCEL_FIELDS.has(node.name.value) && !byKey.has(key)) byKey.set(key, lengthOfField(node));
      } else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet);
      else if (!visited.has(node.name.value)) {
        visited.add(node.name.value);
        const fragment = fragments.get(node.name.value);
        if (fragment !== undefined) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return [...byKey.values()];
}
