/** HUB034: extension fields have scalars, enums, value types of the contract, or types of the operator's own. */
import { isSpecifiedScalarType, specifiedScalarTypes } from 'graphql';
import type { TypeEntry } from '../../base/indexTypes.ts';
import { namedType } from '../../base/namedType.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { isExtensionType, listExtensionFields } from '../listExtensionFields.ts';

const BUILT_IN = specifiedScalarTypes.filter(isSpecifiedScalarType).map((type) => type.name);

export function* extensionFieldsHaveKnownTypes(context: CheckContext): Iterable<Finding> {
  for (const { field, coordinate } of listExtensionFields(context)) {
    const reference = namedType(field.type);
    const name = reference.name.value;
    // A type that is not defined, or leads to a leg, has a rule of its own.
    const type = context.allTypes.get(name);
    const isMachinery = context.links.resolve(name) !== undefined;
    if (BUILT_IN.includes(name) || isLeg(name, context) || (type === undefined && !isMachinery)) continue;
    if (type !== undefined && isExtensionType(type, context)) continue;
    if (!isMachinery && isValueType(context.contract.types.get(name))) continue;
    const message = `${quote(coordinate)} has the type ${quote(name)}, which an extension cannot have`;
    const help = 'use a scalar, an enum, a value type of the contract, or a type of your own';
    yield { code: 'HUB034', message, node: reference, help };
  }
}

/** Entities are no value types: a field that leads to one would let an operator speak of another's. */
function isValueType(type: TypeEntry | undefined): boolean {
  if (type === undefined) return false;
  if (type.kind === 'enum' || type.kind === 'scalar') return true;
  return type.kind === 'object' && !type.directives.some((directive) => directive.name.value === 'key');
}

function isLeg(name: string, { contract }: CheckContext): boolean {
  const interfaces = contract.types.get(contract.legType)?.interfaces ?? [];
  return [contract.legType, contract.otherLegType, ...interfaces.map(({ name }) => name.value)].includes(
    name,
  );
}
