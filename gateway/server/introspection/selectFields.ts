/**
 * Selects the fields of a schema that a caller is shown, from those that its agreements can ever disclose.
 * Invariants: the hub's own types and the keys of legs stay; a type of operators stays only while a value of it can be
 * shown, and whatever leads to a type that does not stay goes with it.
 */
import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { LEG_TYPES } from '../../../schema/network.ts';

export type CompositeType = GraphQLObjectType | GraphQLInterfaceType;

/** The names of the fields that stay, by type; a type that is not in here goes. */
export type KeptFields = ReadonlyMap<string, ReadonlySet<string>>;

/** The key of a leg and what the hub says of it: they come with a visible leg and are in no agreement. */
const LEG_KEYS: ReadonlySet<string> = new Set(['operator', 'waybill', 'asOf']);

/** The fields that stay when `isVisible`, asked for `Type.field`, says which fields of operators do. */
export function selectFields(
  schema: GraphQLSchema,
  isVisible: (coordinate: string) => boolean,
  legTypes: readonly string[] = Object.values(LEG_TYPES),
): KeptFields {
  const operatorTypes = listOperatorTypes(schema, legTypes);
  const mayStay = (type: GraphQLObjectType, { name }: GraphQLField<unknown, unknown>): boolean =>
    !operatorTypes.has(type.name) ||
    (legTypes.includes(type.name) && LEG_KEYS.has(name)) ||
    isVisible(`${type.name}.${name}`);
  // An interface whose types have no field in common goes, and what led to it: then it is all looked at again.
  const gone = new Set<string>();
  for (;;) {
    const kept = keepFromLeaves(schema, mayStay, gone);
    const empty = [...kept].filter(([, fields]) => fields.size === 0);
    if (empty.length === 0) return kept;
    for (const [name] of empty) gone.add(name);
  }
}

export function isComposite(type: GraphQLNamedType): type is CompositeType {
  return !isIntrospectionType(type) && (isObjectType(type) || isInterfaceType(type));
}

/** Legs and the types below them; what a key leads to (`Operator`) is the hub's own. */
function listOperatorTypes(schema: GraphQLSchema, legTypes: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const reach = (type: GraphQLNamedType | undefined): void => {
    if (!isObjectType(type) || reached.has(type.name)) return;
    reached.add(type.name);
    const isLeg = legTypes.includes(type.name);
    for (const field of Object.values(type.getFields())) {
      if (!isLeg || !LEG_KEYS.has(field.name)) reach(getNamedType(field.type));
    }
  };
  for (const name of legTypes) reach(schema.getType(name));
  return reached;
}

/** From leaves upwards, until nothing is added: two types that lead to nothing but each other show nothing. */
function keepFromLeaves(
  schema: GraphQLSchema,
  mayStay: (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>) => boolean,
  gone: ReadonlySet<string>,
): KeptFields {
  const composites = Object.values(schema.getTypeMap()).filter(isComposite);
  const kept = new Map<string, Set<string>>();
  const isShown = (type: GraphQLNamedType): boolean => {
    if (isInterfaceType(type)) return !gone.has(type.name) && schema.getPossibleTypes(type).some(isShown);
    if (isUnionType(type)) return type.getTypes().some(isShown);
    return isLeafType(type) || kept.has(type.name);
  };
  for (let size = -1, next = 0; next > size; ) {
    size = next;
    for (const type of composites.filter(isObjectType)) {
      for (const field of Object.values(type.getFields())) {
        if (!mayStay(type, field) || !isShown(getNamedType(field.type))) continue;
        kept.set(type.name, (kept.get(type.name) ?? new Set()).add(field.name));
      }
    }
    next = [...kept.values()].reduce((sum, fields) => sum + fields.size, 0);
  }
  for (const type of composites.filter(isInterfaceType).filter(isShown)) {
    const implementers = schema.getPossibleTypes(type).flatMap(({ name }) => kept.get(name) ?? []);
    const names = Object.keys(type.getFields());
    kept.set(type.name, new Set(names.filter((name) => implementers.every((fields) => fields.has(name)))));
  }
  return kept;
}
