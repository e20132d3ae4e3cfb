/** HUB037: a warning for each field and type of an extension that says nothing about itself. */
import { isTypeDefinitionNode } from 'graphql';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { isExtensionType, listExtensionFields } from '../listExtensionFields.ts';

const HELP = 'say in one sentence what it is: the sandbox shows it';

export function* extensionsAreDescribed(context: CheckContext): Iterable<Finding> {
  for (const type of context.types.values()) {
    if (!isExtensionType(type, context)) continue;
    if (type.nodes.some((node) => isTypeDefinitionNode(node) && node.description)) continue;
    const message = `the extension type ${quote(type.name)} has no description`;
    yield { code: 'HUB037', severity: 'warning', message, node: type.nameNode, help: HELP };
  }
  for (const { field, coordinate } of listExtensionFields(context)) {
    if (field.description) continue;
    const message = `${quote(coordinate)} has no description`;
    yield { code: 'HUB037', severity: 'warning', message, node: field.name, help: HELP };
  }
}
