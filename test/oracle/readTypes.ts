/** Reads the object types and enums of an SDL into the model's own form, straight from its syntax. */
import { Kind, parse, type TypeNode } from 'graphql';
import type { FieldModel, TypeBook } from './model.ts';

export interface ReadTypes {
  readonly types: TypeBook;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

/** The types of an SDL. Labels are found by name: what is read here was written by the contract or the generator. */
export function readTypes(sdl: string): ReadTypes {
  const types = new Map<string, Map<string, FieldModel>>();
  const enums = new Map<string, readonly string[]>();
  for (const node of parse(sdl, { noLocation: true }).definitions) {
    if (node.kind === Kind.ENUM_TYPE_DEFINITION) {
      enums.set(
        node.name.value,
        (node.values ?? []).map((value) => value.name.value),
      );
    }
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const type = node.name.value;
    const fields = types.get(type) ?? new Map<string, FieldModel>();
    types.set(type, fields);
    for (const field of node.fields ?? []) {
      const name = field.name.value;
      const [named, listDepth] = unwrap(field.type, 0);
      const label = field.directives?.find((directive) => directive.name.value === 'personal');
      fields.set(name, {
        name,
        coordinate: `${type}.${name}`,
        type: named,
        typeText: writeType(field.type),
        listDepth,
        args: (field.arguments ?? []).map((argument) => ({
          name: argument.name.value,
          type: writeType(argument.type),
        })),
        isPersonal: label !== undefined,
        isFreeText:
          label?.arguments?.some(({ value }) => value.kind === Kind.ENUM && value.value === 'FREE_TEXT') ??
          false,
      });
    }
  }
  return { types, enums };
}

function unwrap(type: TypeNode, listDepth: number): readonly [named: string, listDepth: number] {
  if (type.kind === Kind.NAMED_TYPE) return [type.name.value, listDepth];
  return unwrap(type.type, type.kind === Kind.LIST_TYPE ? listDepth + 1 : listDepth);
}

function writeType(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return type.kind === Kind.LIST_TYPE ? `[${writeType(type.type)}]` : `${writeType(type.type)}!`;
}
