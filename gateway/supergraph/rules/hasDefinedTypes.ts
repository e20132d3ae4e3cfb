/** HUB004: every type that a field, an argument or `implements` names is defined in the document. */
import { type NamedTypeNode, specifiedScalarTypes } from 'graphql';
import { didYouMean } from '../../base/didYouMean.ts';
import type { TypeEntry } from '../../base/indexTypes.ts';
import { namedType } from '../../base/namedType.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';

const BUILT_IN = specifiedScalarTypes.map((type) => type.name);

export function* hasDefinedTypes(context: CheckContext): Iterable<Finding> {
  const { types, allTypes, contract } = context;
  for (const type of types.values()) {
    for (const reference of listReferences(type)) {
      const name = reference.name.value;
      if (isDefinedType(name, context)) continue;
      const help = contract.types.has(name)
        ? `copy ${quote(name)} from the contract of your role`
        : didYouMean(name, [...allTypes.keys(), ...BUILT_IN]);
      const message = `the type ${quote(name)} is not defined`;
      yield { code: 'HUB004', message, node: reference, ...(help === undefined ? {} : { help }) };
    }
  }
}

/** Whether a type is defined, built in, or brought by a linked specification. */
export function isDefinedType(name: string, { allTypes, links }: CheckContext): boolean {
  return allTypes.has(name) || BUILT_IN.includes(name) || links.resolve(name) !== undefined;
}

function* listReferences(type: TypeEntry): Iterable<NamedTypeNode> {
  yield* type.interfaces;
  for (const field of type.fields.values()) {
    yield namedType(field.type);
    for (const argument of field.arguments ?? []) yield namedType(argument.type);
  }
}
