/**
 * Lists what a new version of an operator's subgraph takes away: fields, arguments and enum values that it no longer
 * provides, and fields of another type. What is added breaks nobody.
 * Invariant: only what the operator answers is compared: types and fields, no directives, no descriptions, no interfaces.
 */
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import {
  buildASTSchema,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  specifiedScalarTypes,
} from 'graphql';
import { indexTypes, type TypeEntry } from '../../base/indexTypes.ts';
import { namedType } from '../../base/namedType.ts';
import { readOwn } from '../../base/ownRecord.ts';
import { quote } from '../../base/quote.ts';

/** One thing that is taken away. */
export interface SubgraphChange {
  /** The code that GraphQL Inspector has for it, as `FIELD_REMOVED`. */
  readonly code: string;
  /** As `LockerLeg.deadline`, `LockerLeg.events(last:)`, `ParcelStatus.RETURNED`. */
  readonly coordinate: string;
  readonly description: string;
  /** The field that an agreement must share for an operation to be concerned; undefined for enum values, which nobody asks for. */
  readonly field: string | undefined;
}

/** The changes from one valid document to another, in the order of their coordinates. */
export async function listChanges(oldSdl: string, newSdl: string): Promise<readonly SubgraphChange[]> {
  const [before, after] = [buildSurface(oldSdl), buildSurface(newSdl)];
  const changes = (await diff(before, after)).flatMap((change) => [...readChange(change, before)]);
  const once = new Map(changes.map((change) => [`${change.code} ${change.coordinate}`, change]));
  return [...once.values()].sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}

function* readChange(change: Change, before: GraphQLSchema): Iterable<SubgraphChange> {
  const read = (key: string): string => String(readOwn(change.meta, key) ?? '');
  const field = `${read('typeName')}.${read('fieldName') || read('removedFieldName')}`;
  switch (change.type) {
    case 'FIELD_REMOVED':
      if (isObjectType(before.getType(read('typeName')))) yield removedField(field);
      return;
    case 'TYPE_REMOVED': {
      // Its fields are gone with it.
      const type = before.getType(read('removedTypeName'));
      if (!isObjectType(type)) return;
      for (const name of Object.keys(type.getFields())) yield removedField(`${type.name}.${name}`);
      return;
    }
    case 'FIELD_TYPE_CHANGED': {
      if (!isObjectType(before.getType(read('typeName')))) return;
      if (change.criticality.level === CriticalityLevel.NonBreaking) return;
      const description = `${quote(field)} is ${quote(read('newFieldType'))}, was ${quote(read('oldFieldType'))}`;
      yield { code: change.type, coordinate: field, description, field };
      return;
    }
    case 'FIELD_ARGUMENT_REMOVED': {
      if (!isObjectType(before.getType(read('typeName')))) return;
      const coordinate = `${field}(${read('removedFieldArgumentName')}:)`;
      const description = `${quote(coordinate)} is no longer taken`;
      yield { code: change.type, coordinate, description, field };
      return;
    }
    case 'ENUM_VALUE_REMOVED': {
      const coordinate = `${read('enumName')}.${read('removedEnumValueName')}`;
      const description = `${quote(coordinate)} is no longer answered`;
      yield { code: change.type, coordinate, description, field: undefined };
    }
  }
}

function removedField(field: string): SubgraphChange {
  const description = `${quote(field)} is no longer provided`;
  return { code: 'FIELD_REMOVED', coordinate: field, description, field };
}

/** The types of a document with nothing but their fields and values. */
function buildSurface(sdl: string): GraphQLSchema {
  const types = indexTypes(parse(sdl, { noLocation: true }));
  const known = new Set([
    ...specifiedScalarTypes.map(({ name }) => name),
    ...[...types].filter(([, { kind }]) => kind in DEFINITIONS).map(([name]) => name),
  ]);
  const definitions = [...types.values()].flatMap((type) => writeType(type, known));
  return buildASTSchema(
    { kind: Kind.DOCUMENT, definitions },
    // Neither a query type nor the directives of Federation are in here.
    { assumeValid: true, assumeValidSDL: true },
  );
}

const DEFINITIONS = {
  object: Kind.OBJECT_TYPE_DEFINITION,
  interface: Kind.INTERFACE_TYPE_DEFINITION,
  enum: Kind.ENUM_TYPE_DEFINITION,
  scalar: Kind.SCALAR_TYPE_DEFINITION,
} as const;

function writeType(type: TypeEntry, known: ReadonlySet<string>): readonly DefinitionNode[] {
  const name = { kind: Kind.NAME, value: type.name } as const;
  switch (type.kind) {
    case 'object':
    case 'interface': {
      const fields = [...type.fields.values()].filter((field) => isWritable(field, known)).map(writeField);
      return fields.length === 0 ? [] : [{ kind: DEFINITIONS[type.kind], name, fields }];
    }
    case 'enum': {
      const values = [...type.values.values()].map((value) => ({ ...value, directives: [] }));
      return [{ kind: DEFINITIONS.enum, name, values }];
    }
    case 'scalar':
      return [{ kind: DEFINITIONS.scalar, name }];
    default:
      return [];
  }
}

/** What only Federation knows the types of is no part of what an operator answers. */
function isWritable(field: FieldDefinitionNode, known: ReadonlySet<string>): boolean {
  return [field, ...(field.arguments ?? [])].every(({ type }) => known.has(namedType(type).name.value));
}

function writeField(field: FieldDefinitionNode): FieldDefinitionNode {
  const bare = field.arguments?.map((argument) => ({ ...argument, directives: [] }));
  return { ...field, directives: [], ...(bare && { arguments: bare }) };
}
