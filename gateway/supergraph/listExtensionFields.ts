/** The fields of an operator's own: the prefixed fields of its leg, and every field of its own object types. */
import type { FieldDefinitionNode } from 'graphql';
import type { TypeEntry } from '../base/indexTypes.ts';
import type { CheckContext } from './checkContext.ts';

/** One field of an extension. */
export interface ExtensionField {
  readonly type: TypeEntry;
  readonly field: FieldDefinitionNode;
  /** As `CourierLeg.sfExpress_coldChain`. */
  readonly coordinate: string;
}

/** The extension fields of the document that is checked. */
export function* listExtensionFields(context: CheckContext): Iterable<ExtensionField> {
  for (const type of context.types.values()) {
    const isLeg = type.name === context.contract.legType;
    if (type.kind !== 'object' || (!isLeg && !isExtensionType(type, context))) continue;
    for (const [name, field] of type.fields) {
      if (isLeg && (!name.startsWith(context.prefix.field) || isInContract(type, name, context))) continue;
      yield { type, field, coordinate: `${type.name}.${name}` };
    }
  }
}

/** Whether a type is of the operator's own. */
export function isExtensionType(type: TypeEntry, context: CheckContext): boolean {
  return type.name.startsWith(context.prefix.type) && !context.contract.types.has(type.name);
}

function isInContract(type: TypeEntry, field: string, context: CheckContext): boolean {
  return context.contract.types.get(type.name)?.fields.has(field) ?? false;
}
