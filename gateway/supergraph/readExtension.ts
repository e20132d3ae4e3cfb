/**
 * Cuts an operator's extension out of its SDL and writes it anew, in the network's own words. Invariant: the result is
 * built from what the rules have looked at (names, types, descriptions, one label); no directive is copied.
 */
import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  type StringValueNode,
} from 'graphql';
import type { Role } from '../../schema/network.ts';
import type { TypeEntry } from '../base/indexTypes.ts';
import type { Label } from '../base/label.ts';
import { toLabel } from '../base/labelMarks.ts';
import { namedType } from '../base/namedType.ts';
import type { CheckContext } from './checkContext.ts';
import { type ExtensionField, isExtensionType, listExtensionFields } from './listExtensionFields.ts';
import { readLabelMarks } from './readLabelMarks.ts';

/** What one operator adds to the graph of its role, as SDL that is joined to the contract. */
export interface ExtensionSdl {
  readonly code: string;
  readonly role: Role;
  readonly sdl: string;
}

/** The extension of a document that has passed all rules; undefined when the leg has no field of its own. */
export function readExtension(context: CheckContext): ExtensionSdl | undefined {
  const { legType, role } = context.contract;
  const fields = [...listExtensionFields(context)];
  const legFields = fields.filter(({ type }) => type.name === legType);
  if (legFields.length === 0) return undefined;
  const blocks = [`extend type ${legType} ${printFields(legFields, context)}`];
  for (const type of reachTypes(legFields, context)) {
    const own = fields.filter((field) => field.type === type);
    blocks.push(`${printDescription(type)}${printType(type, own, context)}`);
  }
  return { code: context.code, role, sdl: `${print(parse(blocks.join('\n')))}\n` };
}

/** The operator's own types that the fields lead to; a type that nothing leads to stays out of the network. */
function reachTypes(fields: readonly ExtensionField[], context: CheckContext): ReadonlySet<TypeEntry> {
  const reached = new Set<TypeEntry>();
  const pending = fields.map(({ field }) => field);
  for (let field = pending.pop(); field !== undefined; field = pending.pop()) {
    for (const { type: reference } of [field, ...(field.arguments ?? [])]) {
      const type = context.types.get(namedType(reference).name.value);
      if (type === undefined || reached.has(type) || !isExtensionType(type, context)) continue;
      reached.add(type);
      pending.push(...type.fields.values());
    }
  }
  return reached;
}

function printType(type: TypeEntry, fields: readonly ExtensionField[], context: CheckContext): string {
  if (type.kind === 'scalar') return `scalar ${type.name}`;
  if (type.kind === 'object') return `type ${type.name} ${printFields(fields, context)}`;
  const values = [...type.values.values()].map((value) => print({ ...value, directives: [] }));
  return `enum ${type.name} {\n${values.join('\n')}\n}`;
}

function printFields(fields: readonly ExtensionField[], context: CheckContext): string {
  return `{\n${fields.map(({ field }) => print(rewriteField(field, context))).join('\n')}\n}`;
}

function rewriteField(field: FieldDefinitionNode, context: CheckContext): FieldDefinitionNode {
  const label = toLabel(readLabelMarks(field.directives, context.links));
  if (label === undefined) throw new Error(`the label of ${field.name.value} passed the rules unread`);
  return {
    ...field,
    arguments: field.arguments?.map((argument) => ({ ...argument, directives: [] })),
    directives: [toDirective(label)],
  };
}

function toDirective(label: Label): ConstDirectiveNode {
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
  if (label.kind === 'operational') return { kind: Kind.DIRECTIVE, name: name('operational') };
  const argument = (key: 'category' | 'subject') =>
    ({ kind: Kind.ARGUMENT, name: name(key), value: { kind: Kind.ENUM, value: label[key] } }) as const;
  return {
    kind: Kind.DIRECTIVE,
    name: name('personal'),
    arguments: [argument('category'), argument('subject')],
  };
}

function printDescription(type: TypeEntry): string {
  const described = type.nodes.find(
    (node): node is typeof node & { readonly description: StringValueNode } =>
      isTypeDefinitionNode(node) && node.description !== undefined,
  );
  return described === undefined ? '' : `${print(described.description)}\n`;
}
