/**
 * What a leaf of an answer may be, as Apollo's gateway has it: the built-in scalars and the values of an enum are
 * checked, a scalar of the network's own passes as it is. Invariant: a value is passed or refused, never changed.
 */
import { type GraphQLLeafType, isEnumType } from 'graphql';

export interface LeafRule {
  readonly kind: 'any' | 'string' | 'id' | 'int' | 'float' | 'boolean' | 'enum';
  /** The names of an enum's values. */
  readonly values: ReadonlySet<string> | null;
}

const ANY: LeafRule = { kind: 'any', values: null };

const BUILT_IN: ReadonlyMap<string, LeafRule> = new Map([
  ['String', { kind: 'string', values: null }],
  ['ID', { kind: 'id', values: null }],
  ['Int', { kind: 'int', values: null }],
  ['Float', { kind: 'float', values: null }],
  ['Boolean', { kind: 'boolean', values: null }],
]);

/** The rule of a leaf type; without a type everything passes. */
export function leafRuleOf(type: GraphQLLeafType | null): LeafRule {
  if (type === null) return ANY;
  if (isEnumType(type)) return { kind: 'enum', values: new Set(type.getValues().map(({ name }) => name)) };
  return BUILT_IN.get(type.name) ?? ANY;
}

/** Whether a value that is not null may stand there. */
export function isValidLeaf({ kind, values }: LeafRule, value: unknown): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'enum':
      return typeof value === 'string' && values !== null && values.has(value);
    case 'id':
      return typeof value === 'string' || isWholeNumber(value);
    case 'int':
      return isWholeNumber(value);
    case 'float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
  }
}

/** Larger numbers are written with an exponent, which is no integer of GraphQL. */
function isWholeNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e21;
}
