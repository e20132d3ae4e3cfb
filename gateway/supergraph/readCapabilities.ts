/**
 * Reads which fields, arguments, enum values and masks an operator implements. Invariant: nothing is a capability that is
 * neither in the contract nor in the operator's own extension.
 */
import type { Capabilities } from '../base/capabilities.ts';
import type { CheckContext } from './checkContext.ts';
import { isExtensionType, listExtensionFields } from './listExtensionFields.ts';
import { readMaskDirective } from './readMaskDirective.ts';

/** The capabilities of a document that has passed all rules. */
export function readCapabilities(context: CheckContext): Capabilities {
  const { contract, types } = context;
  const fields = new Map<string, ReadonlySet<string>>();
  const enumValues = new Map<string, ReadonlySet<string>>();
  for (const type of types.values()) {
    const expected = contract.types.get(type.name);
    if (expected?.kind === 'object') {
      for (const [name, field] of type.fields) {
        if (expected.fields.has(name)) fields.set(`${type.name}.${name}`, argumentNames(field));
      }
    }
    if (type.kind !== 'enum') continue;
    const isOwn = isExtensionType(type, context);
    const values = [...type.values.keys()].filter((value) => isOwn || expected?.values.has(value));
    enumValues.set(type.name, new Set(values));
  }
  for (const { coordinate, field } of listExtensionFields(context))
    fields.set(coordinate, argumentNames(field));
  const { masks } = readMaskDirective(context);
  return { role: contract.role, fields, enumValues, masks };
}

function argumentNames(field: {
  readonly arguments?: readonly { readonly name: { readonly value: string } }[] | undefined;
}): ReadonlySet<string> {
  return new Set(field.arguments?.map((argument) => argument.name.value));
}
