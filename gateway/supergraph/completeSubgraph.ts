/**
 * Completes an operator's document for composition. The network is planned against the whole contract, and `timeline`
 * requires fields that an operator may leave out; the hub answers those with null. So for the composer, and only for
 * it, the document gets what the contract has and it has not: types, fields, arguments and enum values; and loses
 * what the hub does not take from it: enum values that it answers with null, and labels, which are composed from the
 * contract and may have another name here. Invariant: everything else is composed as it is written.
 */
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeDefinitionNode,
} from 'graphql';
import type { TypeEntry } from '../base/indexTypes.ts';
import type { SchemaLinks } from '../base/readLinks.ts';
import { FEDERATION_SPEC } from './checkContext.ts';
import { readLabelMarks } from './readLabelMarks.ts';
import type { RoleContract } from './readRoleContract.ts';

/** A document that has passed the rules, completed from the contract of its role. */
export function completeSubgraph(
  document: DocumentNode,
  types: ReadonlyMap<string, TypeEntry>,
  links: SchemaLinks,
  contract: RoleContract,
): DocumentNode {
  const missing = [...contract.types.values()].filter(({ name }) => !types.has(name));
  const completed = document.definitions.map((definition) => {
    const expected = isMain(definition, types) ? contract.types.get(definition.name.value) : undefined;
    const type = expected === undefined ? undefined : types.get(expected.name);
    const cut = cutComposeDirective(cutEnumValues(definition, contract), links);
    return expected === undefined || type === undefined ? cut : completeType(cut, type, expected, links);
  });
  const added = missing.flatMap((type) => type.nodes.map((node) => localize(node, links, contract)));
  return { kind: Kind.DOCUMENT, definitions: [...completed, ...added] };
}

/** Whether the definition is the one of its type's that gets what is missing: the first. */
function isMain(
  definition: DefinitionNode,
  types: ReadonlyMap<string, TypeEntry>,
): definition is TypeDefinitionNode {
  return 'name' in definition && types.get(definition.name?.value ?? '')?.nodes[0] === definition;
}

function completeType(
  node: DefinitionNode,
  type: TypeEntry,
  expected: TypeEntry,
  links: SchemaLinks,
): DefinitionNode {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION: {
      const fields = [...expected.fields.values()].filter((field) => !type.fields.has(field.name.value));
      const interfaces = expected.interfaces.filter(
        ({ name }) => !type.interfaces.some((reference) => reference.name.value === name.value),
      );
      return {
        ...node,
        interfaces: [...(node.interfaces ?? []), ...interfaces],
        fields: [
          ...(node.fields ?? []).map((field) => completeField(field, expected, links)),
          ...fields.map(stripField),
        ],
      };
    }
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_EXTENSION: {
      const values = [...expected.values.values()].filter((value) => !type.values.has(value.name.value));
      return { ...node, values: [...(node.values ?? []), ...values] };
    }
    default:
      return node;
  }
}

/** A field of the contract without its labels, which the rules have compared; one of an extension as it is. */
function completeField(
  field: FieldDefinitionNode,
  expected: TypeEntry,
  links: SchemaLinks,
): FieldDefinitionNode {
  const known = expected.fields.get(field.name.value);
  if (known === undefined) return field;
  const labels = readLabelMarks(field.directives, links).map((mark) => mark.node);
  const written = field.arguments ?? [];
  const missing = (known.arguments ?? []).filter(
    (argument) => !written.some(({ name }) => name.value === argument.name.value),
  );
  return {
    ...field,
    arguments: [...written, ...missing],
    directives: field.directives?.filter((directive) => !labels.includes(directive)),
  };
}

function cutEnumValues(node: DefinitionNode, contract: RoleContract): DefinitionNode {
  if (node.kind !== Kind.ENUM_TYPE_DEFINITION && node.kind !== Kind.ENUM_TYPE_EXTENSION) return node;
  const expected = contract.types.get(node.name.value);
  if (expected === undefined) return node;
  return { ...node, values: node.values?.filter((value) => expected.values.has(value.name.value)) };
}

function cutComposeDirective(node: DefinitionNode, links: SchemaLinks): DefinitionNode {
  if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) return node;
  const directives = node.directives?.filter(
    ({ name }) => links.resolve(`@${name.value}`)?.element !== '@composeDirective',
  );
  return { ...node, directives };
}

/** A type of the contract without labels, and with `@shareable` under the name that the document has for it. */
function localize(
  node: TypeEntry['nodes'][number],
  links: SchemaLinks,
  contract: RoleContract,
): DefinitionNode {
  const directives = (node.directives ?? []).flatMap((directive): readonly ConstDirectiveNode[] => {
    const linked = contract.links.resolve(`@${directive.name.value}`);
    if (linked?.link.identity !== FEDERATION_SPEC || linked.element !== '@shareable') return [];
    return [{ ...directive, name: { kind: Kind.NAME, value: findLocalName(links, 'shareable') } }];
  });
  return 'fields' in node && node.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION
    ? ({
        ...node,
        directives,
        fields: node.fields?.map((field) => stripField(field as FieldDefinitionNode)),
      } as DefinitionNode)
    : { ...node, directives };
}

/** Labels are composed from the hub's own graphs and the other role's; here they would need a link of their own. */
function stripField(field: FieldDefinitionNode): FieldDefinitionNode {
  return { ...field, directives: [] };
}

function findLocalName(links: SchemaLinks, element: string): string {
  const link = links.links.find(({ identity }) => identity === FEDERATION_SPEC);
  const imported = [...(link?.imports ?? [])].find(([, original]) => original === `@${element}`);
  return imported?.[0].slice(1) ?? `${link?.namespace ?? 'federation'}__${element}`;
}
