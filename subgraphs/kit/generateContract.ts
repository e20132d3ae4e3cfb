/**
 * Prints `contract.ts`, the TypeScript side of the network's contract, from the SDL of both roles; run as a program it
 * writes that file. Invariant: the types an operator's author sees are the contract's, never written by hand.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  type DefinitionNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type StringValueNode,
  type TypeNode,
} from 'graphql';
import { LEG_TYPES, roleSdl } from '../../schema/network.ts';

/** The command that writes `contract.ts` anew, as messages quote it. */
export const REGENERATE_COMMAND = 'node --import tsx subgraphs/kit/generateContract.ts';

/** Where the printed types live. */
export const CONTRACT_FILE_URL = new URL('contract.ts', import.meta.url);

const SCALARS: Readonly<Record<string, string>> = {
  ID: 'string',
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'DateTime',
};

const HEADER = `/**
 * Generated from \`schema/network/v1\`, and over 300 lines because one contract is one file: the contract's types as an
 * operator's author supplies them. Invariant: only \`waybill\` is required; the kit adds \`operator\`, and answers null
 * for every field that is left out.
 *
 * Regenerate: ${REGENERATE_COMMAND}
 */

/** A point in time: a \`Date\`, or ISO 8601 with seconds and an offset, as \`2017-06-01T00:30:00+08:00\`. */
export type DateTime = Date | string;
`;

/** The text of `contract.ts`: every type that the fields of `CourierLeg` and `LockerLeg` reach, in contract order. */
export function printContractTypes(): string {
  const definitions = new Map<string, DefinitionNode>();
  for (const role of ['courier', 'locker'] as const) {
    for (const definition of parse(roleSdl(role)).definitions) {
      if ('name' in definition && definition.name) definitions.set(definition.name.value, definition);
    }
  }
  const legTypes = Object.values(LEG_TYPES);
  const reached = new Set<string>();
  const reach = (name: string): void => {
    const definition = definitions.get(name);
    if (definition === undefined || reached.has(name)) return;
    reached.add(name);
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return;
    for (const field of suppliedFields(definition)) reach(namedType(field.type));
  };
  legTypes.forEach(reach);
  const printed = [...definitions]
    .filter(([name]) => reached.has(name))
    .flatMap(([name, definition]) => printDefinition(definition, legTypes.includes(name)));
  return [HEADER, ...printed].join('\n');
}

/** The fields an author supplies: all but `operator`, which the kit knows. */
function suppliedFields(definition: ObjectTypeDefinitionNode): readonly FieldDefinitionNode[] {
  return (definition.fields ?? []).filter((field) => field.name.value !== 'operator');
}

function printDefinition(definition: DefinitionNode, isLeg: boolean): readonly string[] {
  if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) return [printObject(definition, isLeg)];
  if (definition.kind === Kind.ENUM_TYPE_DEFINITION) return [printEnum(definition)];
  return [];
}

function printObject(definition: ObjectTypeDefinitionNode, isLeg: boolean): string {
  const fields = suppliedFields(definition).flatMap((field) => [
    ...printComment(field.description, '  '),
    isLeg && field.name.value === 'waybill'
      ? '  readonly waybill: string;'
      : `  readonly ${field.name.value}?: ${printType(field.type)} | null;`,
  ]);
  return [
    ...printComment(definition.description, ''),
    `export interface ${definition.name.value} {`,
    ...fields,
    '}',
    '',
  ].join('\n');
}

function printEnum(definition: EnumTypeDefinitionNode): string {
  const values = (definition.values ?? []).flatMap((value) => [
    ...printComment(value.description, '  '),
    `  | '${value.name.value}'`,
  ]);
  return [
    ...printComment(definition.description, ''),
    `export type ${definition.name.value} =`,
    `${values.join('\n')};`,
    '',
  ].join('\n');
}

function printComment(description: StringValueNode | undefined, indent: string): readonly string[] {
  if (description === undefined) return [];
  const lines = description.value.replaceAll('*/', '*\\/').split('\n');
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}

/** A list's items are printed without null: an author has no reason to supply one (the kit tolerates it). */
function printType(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return printType(type.type);
  if (type.kind === Kind.LIST_TYPE) return `readonly ${printType(type.type)}[]`;
  return SCALARS[type.name.value] ?? type.name.value;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(CONTRACT_FILE_URL, printContractTypes());
}
