/** HUB020, HUB021, HUB030, HUB031: types of the contract have its fields, with its types; extensions are on the leg. */
import { type FieldDefinitionNode, Kind, print } from 'graphql';
import { didYouMean } from '../../base/didYouMean.ts';
import type { TypeEntry } from '../../base/indexTypes.ts';
import { namedType } from '../../base/namedType.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { isDefinedType } from './hasDefinedTypes.ts';
import { hasForeignPrefix } from './hasForeignPrefix.ts';

export function* fieldsMatchContract(context: CheckContext): Iterable<Finding> {
  for (const type of context.types.values()) {
    const expected = context.contract.types.get(type.name);
    if (expected === undefined || expected.kind !== type.kind) continue;
    for (const field of type.fields.values()) {
      const known = expected.fields.get(field.name.value);
      const finding =
        known === undefined
          ? checkUnknown(type, field, expected, context)
          : checkType(`${type.name}.${field.name.value}`, field, known, context);
      if (finding !== undefined) yield finding;
    }
  }
}

function checkUnknown(
  type: TypeEntry,
  field: FieldDefinitionNode,
  expected: TypeEntry,
  { code, prefix, contract }: CheckContext,
): Finding | undefined {
  const name = field.name.value;
  const coordinate = quote(`${type.name}.${name}`);
  const node = field.name;
  if (hasForeignPrefix(name, prefix.field)) {
    const message = `${coordinate} has a prefix that is not the one of ${quote(code)}`;
    return { code: 'HUB031', message, node, help: `begin the name with ${quote(prefix.field)}` };
  }
  const isOwn = name.startsWith(prefix.field) && name.length > prefix.field.length;
  if (isOwn && type.name === contract.legType) return undefined;
  if (isOwn) {
    const message = `${coordinate} extends a type that is not the leg of the role`;
    return { code: 'HUB030', message, node, help: `move it to ${quote(contract.legType)}` };
  }
  const meant = didYouMean(name, expected.fields.keys());
  const own = `a field of your own is ${quote(`${contract.legType}.${prefix.field}${name.slice(0, 40)}`)}`;
  const help = meant === undefined ? own : `${meant} ${own}`;
  return { code: 'HUB020', message: `${coordinate} is not in the contract`, node, help };
}

function checkType(
  coordinate: string,
  field: FieldDefinitionNode,
  known: FieldDefinitionNode,
  context: CheckContext,
): Finding | undefined {
  const [found, expected] = [print(field.type), print(known.type)];
  if (found === expected || !isDefinedType(namedType(field.type).name.value, context)) return undefined;
  return {
    code: 'HUB021',
    message: `${quote(coordinate)} has the type ${quote(found)}, in the contract ${quote(expected)}`,
    node: field.type,
    ...(known.type.kind === Kind.NON_NULL_TYPE || !found.includes('!')
      ? {}
      : { note: 'everything but keys is nullable: a field that is withheld answers null' }),
    help: `write ${quote(expected)}`,
  };
}
