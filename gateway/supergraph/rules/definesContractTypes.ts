/** HUB018, HUB019, HUB031, HUB035: every type is one of the contract, of its kind, or one of the operator's own. */
import { didYouMean } from '../../base/didYouMean.ts';
import type { TypeEntry } from '../../base/indexTypes.ts';
import { quote } from '../../base/quote.ts';
import type { CheckContext, Finding } from '../checkContext.ts';
import { isExtensionType } from '../listExtensionFields.ts';
import { hasForeignPrefix } from './hasForeignPrefix.ts';

export function* definesContractTypes(context: CheckContext): Iterable<Finding> {
  for (const type of context.types.values()) {
    const finding = checkType(type, context);
    if (finding !== undefined) yield finding;
  }
}

function checkType(type: TypeEntry, context: CheckContext): Finding | undefined {
  const { contract, prefix, code } = context;
  const node = type.nameNode;
  const name = quote(type.name);
  const expected = contract.types.get(type.name);
  if (expected !== undefined) {
    if (expected.kind === type.kind) return undefined;
    const message = `${name} is ${withArticle(type.kind)} type here and ${withArticle(expected.kind)} type in the contract`;
    return { code: 'HUB019', message, node };
  }
  // The other role's leg, and reserved names, have rules of their own.
  if (type.name === contract.otherLegType || type.name.startsWith('__')) return undefined;
  if (isExtensionType(type, context)) return checkExtensionType(type);
  if (hasForeignPrefix(type.name, prefix.type)) {
    const message = `${name} has a prefix that is not the one of ${quote(code)}`;
    return { code: 'HUB031', message, node, help: `begin the name with ${quote(prefix.type)}` };
  }
  return {
    code: 'HUB018',
    message: `the type ${name} is not in the contract`,
    node,
    ...(contract.elsewhere.has(type.name) ? { note: `${name} belongs to another graph of the network` } : {}),
    help: helpFor(type.name, context),
  };
}

function checkExtensionType(type: TypeEntry): Finding | undefined {
  const fault = findFault(type);
  if (fault === undefined) return undefined;
  const message = `the extension type ${quote(type.name)} ${fault}`;
  const help = 'types of an extension are plain object types, enums and scalars';
  return { code: 'HUB035', message, node: type.nameNode, help };
}

function findFault(type: TypeEntry): string | undefined {
  if (!['object', 'enum', 'scalar'].includes(type.kind)) return `is ${withArticle(type.kind)} type`;
  if (type.interfaces.length > 0) return 'implements an interface';
  if (type.kind === 'object' && type.fields.size === 0) return 'has no fields';
  return type.kind === 'enum' && type.values.size === 0 ? 'has no values' : undefined;
}

function helpFor(name: string, { contract, prefix }: CheckContext): string {
  if (contract.elsewhere.has(name)) return 'remove it';
  const meant = didYouMean(name, contract.types.keys());
  const own = `a type of your own begins with ${quote(prefix.type)}`;
  return meant === undefined ? own : `${meant} ${own}`;
}

function withArticle(kind: string): string {
  return /^[aeio]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}
