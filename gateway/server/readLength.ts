/**
 * Reads how long a list will be from an argument: a literal, a variable, or a default of either.
 * Invariant: whatever stands there, the answer is a whole number from 0 on.
 */
import {
  type FieldNode,
  type GraphQLField,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import { readOwn } from '../base/ownRecord.ts';
import type { ListLength } from './costTable.ts';

/** A number that is known, or one that the variables of a request tell. */
export type Length = number | ((variables: Readonly<Record<string, unknown>>) => number);

/** The length that an argument of a field says. */
export function readLength(
  rule: Exclude<ListLength, number>,
  field: GraphQLField<unknown, unknown> | undefined,
  node: FieldNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): Length {
  const name = 'listIn' in rule ? rule.listIn : rule.numberIn;
  const interpret = 'listIn' in rule ? countItems : (value: unknown) => clampNumber(value, rule.most);
  const missing = 'listIn' in rule ? 0 : clampNumber(readDefault(field, name), rule.most, rule.otherwise);
  const read = (value: unknown): number =>
    value === undefined || value === null ? missing : interpret(value);

  const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (given === undefined) return missing;
  if (given.kind !== Kind.VARIABLE) return read(readLiteral(given));
  const variable = given.name.value;
  const definition = variableDefinitions.find((each) => each.variable.name.value === variable);
  const otherwise = definition?.defaultValue && readLiteral(definition.defaultValue);
  return (variables) => {
    const value = readOwn(variables, variable);
    return read(value === undefined ? otherwise : value);
  };
}

function readDefault(field: GraphQLField<unknown, unknown> | undefined, name: string): unknown {
  return field?.args.find((argument) => argument.name === name)?.defaultValue;
}

/** As much of a literal as lengths need: a number, a list of so many items, or something else. */
function readLiteral(node: ValueNode): unknown {
  if (node.kind === Kind.NULL) return null;
  if (node.kind === Kind.INT) return Number(node.value);
  return node.kind === Kind.LIST ? node.values : node;
}

/** GraphQL takes one value where a list is expected. */
function countItems(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

function clampNumber(value: unknown, most: number, otherwise = most): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? Math.min(Math.max(Math.trunc(value), 0), most)
    : otherwise;
}
