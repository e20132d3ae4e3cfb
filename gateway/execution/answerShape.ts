/**
 * The shape of an answer, worked out from the operation for each concrete type that occurs: which keys in which order,
 * where each is in the gathered data, what its values may be. `@skip` and `@include` are decided before.
 * Invariant: fields stand in the order in which the operation names them first; duplicate keys are one field.
 */
import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { type CollectTerms, collectFields } from './collectFields.ts';
import { type LeafRule, leafRuleOf } from './leafRule.ts';

/** What stands at a position of the answer. */
export type ValueShape = LeafShape | ListShape | ObjectPosition;

export interface LeafShape {
  readonly kind: 'leaf';
  readonly isNonNull: boolean;
  readonly rule: LeafRule;
}

export interface ListShape {
  readonly kind: 'list';
  readonly isNonNull: boolean;
  readonly item: ValueShape;
}

export interface ObjectPosition {
  readonly kind: 'object';
  readonly isNonNull: boolean;
  readonly object: ObjectShape;
}

/** One key of an object of the answer. */
export interface FieldShape {
  readonly key: string;
  /** The key in the gathered data. */
  readonly source: string;
  /** Whether every object has something of that name, which must not be taken for data. */
  readonly isInherited: boolean;
  /** What the value may be; null for `__typename`. */
  readonly value: ValueShape | null;
  /** The value of `__typename`; null where the type is not known, which makes the object null. */
  readonly typename: string | null;
}

export interface ShapeTerms extends CollectTerms {
  readonly schema: GraphQLSchema;
  /** The key under which the data has a field. */
  sourceKey(field: FieldNode, responseKey: string): string;
}

/** What an object may be, by the concrete type that it turns out to have. */
export class ObjectShape {
  readonly #type: GraphQLNamedType;
  readonly #selections: readonly SelectionSetNode[];
  readonly #terms: ShapeTerms;
  readonly #known = new Map<string, readonly FieldShape[]>();
  /** The name that was asked for last: a list mostly holds objects of one type. */
  #lastName: string | undefined;
  #lastFields: readonly FieldShape[] | null = null;

  constructor(type: GraphQLNamedType, selections: readonly SelectionSetNode[], terms: ShapeTerms) {
    this.#type = type;
    this.#selections = selections;
    this.#terms = terms;
  }

  /** The fields of an object that says it is of a type; null when there can be no such object here. */
  fieldsOf(typename: unknown): readonly FieldShape[] | null {
    const name = typename === undefined || typename === null || typename === '' ? this.#type.name : typename;
    if (typeof name !== 'string') return null;
    if (name === this.#lastName) return this.#lastFields;
    const fields = this.#known.get(name) ?? this.#compile(name);
    if (fields !== null) {
      this.#lastName = name;
      this.#lastFields = fields;
    }
    return fields;
  }

  #compile(name: string): readonly FieldShape[] | null {
    const terms = this.#terms;
    const type = terms.schema.getType(name);
    if (!isObjectType(type) && !isInterfaceType(type) && type !== this.#type) return null;
    if (!isCompositeType(type) || !terms.accepts(this.#type.name, name)) return null;
    const fields: FieldShape[] = [];
    for (const [key, nodes] of collectFields(this.#selections, name, terms)) {
      const field = shapeField(key, nodes, type, terms);
      if (field !== null) fields.push(field);
    }
    this.#known.set(name, fields);
    return fields;
  }
}

function shapeField(
  key: string,
  nodes: readonly FieldNode[],
  type: GraphQLNamedType,
  terms: ShapeTerms,
): FieldShape | null {
  const [first] = nodes;
  if (first === undefined) return null;
  const name = first.name.value;
  if (name === '__typename') {
    const typename = isObjectType(type) ? type.name : null;
    return { key, source: key, isInherited: false, value: null, typename };
  }
  const source = terms.sourceKey(first, key);
  const isInherited = source in Object.prototype;
  if (name.startsWith('__')) {
    // The answer of graphql-js, which is put into the data as it is.
    const value: ValueShape = { kind: 'leaf', isNonNull: name === '__schema', rule: leafRuleOf(null) };
    return { key, source, isInherited, value, typename: null };
  }
  const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  if (definition === undefined) return null;
  return { key, source, isInherited, value: shapeValue(definition.type, nodes, terms), typename: null };
}

function shapeValue(type: GraphQLOutputType, nodes: readonly FieldNode[], terms: ShapeTerms): ValueShape {
  const isNonNull = isNonNullType(type);
  const nullable = isNonNull ? type.ofType : type;
  if (isListType(nullable))
    return { kind: 'list', isNonNull, item: shapeValue(nullable.ofType, nodes, terms) };
  const named = getNamedType(nullable);
  if (!isCompositeType(named)) return { kind: 'leaf', isNonNull, rule: leafRuleOf(named) };
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return { kind: 'object', isNonNull, object: new ObjectShape(named, selections, terms) };
}
