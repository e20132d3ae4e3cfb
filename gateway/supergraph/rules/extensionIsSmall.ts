/** HUB038: an extension has so many definitions at the most: each is work for everybody whenever the network changes. */
import type { ASTNode } from 'graphql';
import type { CheckContext, Finding } from '../checkContext.ts';
import { isExtensionType, listExtensionFields } from '../listExtensionFields.ts';

export const MOST_DEFINITIONS = 500;

export function* extensionIsSmall(context: CheckContext): Iterable<Finding> {
  let count = 0;
  for (const node of listDefinitions(context)) {
    count += 1;
    if (count <= MOST_DEFINITIONS) continue;
    const message = `the extension has more than ${MOST_DEFINITIONS} types, fields, arguments and enum values`;
    const help = 'leave out what nobody has asked for';
    yield { code: 'HUB038', message, node, help };
    return;
  }
}

function* listDefinitions(context: CheckContext): Iterable<ASTNode> {
  for (const type of context.types.values()) {
    if (!isExtensionType(type, context)) continue;
    yield type.nameNode;
    yield* type.values.values();
  }
  for (const { field } of listExtensionFields(context)) {
    yield field.name;
    yield* field.arguments ?? [];
  }
}
