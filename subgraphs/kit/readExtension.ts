/**
 * Reads an operator's extension: fields of its own on its leg type, and types of its own. Invariant: everything an
 * extension adds carries the operator's prefix, so no extension can touch what operators share.
 */
import { type DefinitionNode, type FieldDefinitionNode, Kind, parse } from 'graphql';

/** An extension taken apart, or the problems with it, one sentence each. */
export interface Extension {
  readonly legFields: readonly FieldDefinitionNode[];
  readonly types: readonly DefinitionNode[];
  readonly problems: readonly string[];
}

/**
 * Takes apart the SDL of an extension: `extend type CourierLeg { sfExpress_coldChain: SfExpress_ColdChain }` and the
 * types it needs. Labels, nullability and composition are checked by the hub when the operator publishes.
 */
export function readExtension(code: string, legType: string, sdl: string | undefined): Extension {
  if (sdl === undefined) return { legFields: [], types: [], problems: [] };
  const legFields: FieldDefinitionNode[] = [];
  const types: DefinitionNode[] = [];
  const problems: string[] = [];
  const prefix = prefixOf(code);
  for (const definition of parse(sdl).definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_EXTENSION && definition.name.value === legType) {
      legFields.push(...(definition.fields ?? []));
    } else if (isTypeDefinition(definition)) {
      types.push(definition);
      const name = definition.name.value;
      if (!name.startsWith(prefix.type))
        problems.push(`the extension's type \`${name}\` must begin with \`${prefix.type}\``);
    } else {
      problems.push(
        `an extension may define types and extend \`${legType}\`, not hold a \`${definition.kind}\``,
      );
    }
  }
  for (const field of legFields) {
    if (!field.name.value.startsWith(prefix.field))
      problems.push(`the extension's field \`${field.name.value}\` must begin with \`${prefix.field}\``);
  }
  return { legFields, types, problems };
}

/** How an operator's own names begin, by the network's rule: `sfExpress_` for fields, `SfExpress_` for types. */
export function prefixOf(code: string): { readonly field: string; readonly type: string } {
  const words = code.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const type = `${words.join('')}_`;
  return { field: type.charAt(0).toLowerCase() + type.slice(1), type };
}

function isTypeDefinition(
  definition: DefinitionNode,
): definition is DefinitionNode & { readonly name: { readonly value: string } } {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.ENUM_TYPE_DEFINITION ||
    definition.kind === Kind.SCALAR_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
    definition.kind === Kind.UNION_TYPE_DEFINITION
  );
}
