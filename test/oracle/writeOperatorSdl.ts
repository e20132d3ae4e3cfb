/** Writes the SDL of an invented operator: the contract of its role, less some fields and arguments, plus an extension. */
import { type DefinitionNode, type FieldDefinitionNode, Kind, parse, print } from 'graphql';
import { type Role, roleSdl } from '../../schema/network.ts';
import type { Random } from './random.ts';

const CONTRACTS: Readonly<Record<Role, readonly DefinitionNode[]>> = {
  courier: parse(roleSdl('courier'), { noLocation: true }).definitions,
  locker: parse(roleSdl('locker'), { noLocation: true }).definitions,
};

/** What a subgraph writes to say that it masks by itself. */
const MASKS = `
extend schema @link(url: "https://specs.tracking-hub.example/mask/v1.0", import: ["@mask", "Mask"])

directive @mask(as: Mask!) on FIELD

enum Mask { CN_NAME CN_PHONE LAST_FOUR INITIAL DATE HOUR SCRUB }
`;

export interface OperatorShape {
  readonly role: Role;
  /** `extend type <leg type> {...}` and types; empty for none. */
  readonly extension: string;
  readonly masks: boolean;
  /** With which probability each field of the contract is left out. */
  readonly omission: number;
}

/** The SDL of an operator of that shape. */
export function writeOperatorSdl(
  random: Random,
  { role, extension, masks, omission }: OperatorShape,
): string {
  const omitted = new Set<string>();
  const definitions = CONTRACTS[role].map((definition): DefinitionNode => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
    const fields = (definition.fields ?? []).filter((field, index) => {
      // A type keeps its keys, and its first field, so that none is empty.
      const isKept = index === 0 || field.type.kind === Kind.NON_NULL_TYPE || !random.chance(omission);
      if (!isKept) omitted.add(`${definition.name.value}.${field.name.value}`);
      return isKept;
    });
    return { ...definition, fields };
  });
  const legType = role === 'courier' ? 'CourierLeg' : 'LockerLeg';
  const takesLast = !random.chance(omission);
  const cut = definitions.map((definition): DefinitionNode => {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === legType) {
      return { ...definition, fields: cutArguments(definition.fields, takesLast) };
    }
    if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return definition;
    // The leg type implements `Leg`, so what it leaves out leaves the interface too.
    const fields = definition.fields?.filter(({ name }) => !omitted.has(`${legType}.${name.value}`));
    return { ...definition, fields: cutArguments(fields, takesLast) };
  });
  return `${print({ kind: Kind.DOCUMENT, definitions: cut })}\n${extension}\n${masks ? MASKS : ''}`;
}

function cutArguments(
  fields: readonly FieldDefinitionNode[] | undefined,
  takesLast: boolean,
): readonly FieldDefinitionNode[] {
  return (fields ?? []).map((field) => (takesLast ? field : { ...field, arguments: [] }));
}
