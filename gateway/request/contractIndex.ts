/** The composed network's types, laid out for checking values: built once per supergraph, read on every request. */
import {
  buildASTSchema,
  type GraphQLOutputType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';

/** What stands at the end of a field's type, behind lists and non-nulls. */
export type NamedShape =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'enum'; readonly name: string; readonly values: ReadonlySet<string> }
  | { readonly kind: 'object'; readonly name: string };

export interface FieldShape {
  /** `Type.field`: what rules, labels and capabilities are keyed by. */
  readonly coordinate: string;
  /** How many lists are around the named type. */
  readonly listDepth: number;
  readonly named: NamedShape;
}

export interface ObjectShape {
  readonly name: string;
  /** Names of the interfaces the type implements. */
  readonly interfaces: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, FieldShape>;
}

/** Object types by name. */
export type ContractIndex = ReadonlyMap<string, ObjectShape>;

/** Reads every object type of a composed supergraph. */
export function buildContractIndex(supergraphSdl: string): ContractIndex {
  const schema = buildASTSchema(parse(supergraphSdl, { noLocation: true }), { assumeValidSDL: true });
  const index = new Map<string, ObjectShape>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const fields = new Map<string, FieldShape>();
    for (const field of Object.values(type.getFields())) {
      fields.set(field.name, shapeOf(`${type.name}.${field.name}`, field.type));
    }
    const interfaces = new Set(type.getInterfaces().map((implemented) => implemented.name));
    index.set(type.name, { name: type.name, interfaces, fields });
  }
  return index;
}

function shapeOf(coordinate: string, type: GraphQLOutputType): FieldShape {
  let listDepth = 0;
  let named = type;
  while (isListType(named) || isNonNullType(named)) {
    if (isListType(named)) listDepth += 1;
    named = named.ofType;
  }
  if (isEnumType(named)) {
    const values = new Set(named.getValues().map((value) => value.name));
    return { coordinate, listDepth, named: { kind: 'enum', name: named.name, values } };
  }
  const kind = isObjectType(named) || isInterfaceType(named) ? 'object' : 'scalar';
  return { coordinate, listDepth, named: { kind, name: named.name } };
}
