/**
 * Derives an operator's SDL from the contract of its role: the contract, minus what the operator leaves out, plus its
 * prefixed extension and the masks it applies. Invariant: keys and labels come from the contract, so no option can drop or loosen one.
 */
import {
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
} from 'graphql';
import { LEG_TYPES, type Role, roleSdl } from '../../schema/network.ts';
import { MASK_DEFINITIONS, MASK_LINK } from '../../schema/privacy/masks/maskSdl.ts';
import { keepReachable } from './keepReachable.ts';
import { readExtension } from './readExtension.ts';

/** What the SDL of an operator depends on. */
export interface OperatorSdlOptions {
  readonly code: string;
  readonly role: Role;
  /** Coordinates to leave out: a field `CourierLeg.goods`, an argument `CourierLeg.events(last:)`, an enum value. */
  readonly omit?: readonly string[] | undefined;
  /** SDL with `extend type <leg type> { ... }` and types, all under the operator's prefix. */
  readonly extension?: string | undefined;
  /** False to leave masking to the hub. */
  readonly masks?: boolean | undefined;
}

/** Field names that identify a leg; nobody can leave them out. */
const KEYS = ['operator', 'waybill', 'code'];

/**
 * The operator's SDL, a complete Federation 2 subgraph. Throws one `Error` that lists every coordinate that does not
 * exist or is a key, and every definition of the extension that is not under the operator's prefix.
 */
export function operatorSdl({ code, role, omit = [], extension, masks = true }: OperatorSdlOptions): string {
  const legType = LEG_TYPES[role];
  const contract = [
    ...parse(roleSdl(role)).definitions.map((definition) => (masks ? linkMasks(definition) : definition)),
    ...(masks ? MASK_DEFINITIONS : []),
  ];
  const pending = new Set(omit);
  const cut = contract.map((definition) => cutDefinition(definition, { legType, omit, pending }));
  const added = readExtension(code, legType, extension);
  const problems = [
    ...[...pending].map((coordinate) => `cannot omit \`${coordinate}\`: ${whyKept(coordinate, legType)}`),
    ...cut
      .flatMap(nameIfEmpty)
      .map((name) => `\`omit\` leaves nothing of \`${name}\`: omit the fields that use it`),
    ...added.problems,
  ];
  if (problems.length > 0) throw new Error(`operator \`${code}\`: ${problems.join('; ')}`);
  const extended = cut.map((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === legType
      ? { ...definition, fields: [...(definition.fields ?? []), ...added.legFields] }
      : definition,
  );
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: keepReachable([...extended, ...added.types], legType),
  };
  return `${print(document)}\n`;
}

function linkMasks(definition: DefinitionNode): DefinitionNode {
  if (definition.kind !== Kind.SCHEMA_EXTENSION) return definition;
  return { ...definition, directives: [...(definition.directives ?? []), ...MASK_LINK] };
}

interface Omission {
  readonly legType: string;
  readonly omit: readonly string[];
  /** The coordinates not met yet. */
  readonly pending: Set<string>;
}

/** The definition without what is omitted; each coordinate found is taken off `pending`. */
function cutDefinition(definition: DefinitionNode, { legType, omit, pending }: Omission): DefinitionNode {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return cutFields(definition, definition.name.value, pending);
    case Kind.INTERFACE_TYPE_DEFINITION:
      // A leg type must have every field of `Leg`, so what is left out of the leg leaves the interface too; in a set of
      // its own, because the coordinate belongs to the leg type.
      return cutFields(definition, legType, new Set(omit));
    case Kind.ENUM_TYPE_DEFINITION:
      return cutValues(definition, pending);
    default:
      return definition;
  }
}

function cutFields<T extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(
  definition: T,
  typeName: string,
  pending: Set<string>,
): T {
  const kept = (definition.fields ?? []).filter(
    (field) => KEYS.includes(field.name.value) || !pending.delete(`${typeName}.${field.name.value}`),
  );
  return { ...definition, fields: kept.map((field) => cutArguments(field, typeName, pending)) };
}

function cutArguments(
  field: FieldDefinitionNode,
  typeName: string,
  pending: Set<string>,
): FieldDefinitionNode {
  const kept = field.arguments?.filter(
    (argument) => !pending.delete(`${typeName}.${field.name.value}(${argument.name.value}:)`),
  );
  return { ...field, ...(kept === undefined ? {} : { arguments: kept }) };
}

function cutValues(definition: EnumTypeDefinitionNode, pending: Set<string>): EnumTypeDefinitionNode {
  const kept = definition.values?.filter(
    (value) => !pending.delete(`${definition.name.value}.${value.name.value}`),
  );
  return { ...definition, ...(kept === undefined ? {} : { values: kept }) };
}

function nameIfEmpty(definition: DefinitionNode): readonly string[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return definition.fields?.length === 0 ? [definition.name.value] : [];
    case Kind.ENUM_TYPE_DEFINITION:
      return definition.values?.length === 0 ? [definition.name.value] : [];
    default:
      return [];
  }
}

function whyKept(coordinate: string, legType: string): string {
  const isKey = KEYS.some((key) => coordinate === `${legType}.${key}` || coordinate === `Operator.${key}`);
  return isKey ? 'it is part of the key' : 'the contract has no such field, argument or enum value';
}
