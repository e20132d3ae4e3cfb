/**
 * Reads the language of agreements, `privacy/v1/agreement.graphql`, and lists what it knows. Invariant: purposes, masks
 * and relations are named in the SDL alone, so what the reader accepts is what the page says.
 */
import { readFileSync } from 'node:fs';
import { type DirectiveDefinitionNode, type EnumValueDefinitionNode, Kind, parse } from 'graphql';

/** The identity and version under which an agreement links `@agreement` and `@share`. */
export const AGREEMENT_SPEC_URL = 'https://specs.tracking-hub.example/agreement/v1.0';

/** The identity and version under which a subgraph links `@mask`. */
export const MASK_SPEC_URL = 'https://specs.tracking-hub.example/mask/v1.0';

const document = parse(readFileSync(new URL('privacy/v1/agreement.graphql', import.meta.url), 'utf8'));

/** The directives of the language by their names in it: `agreement`, `share`. */
export const AGREEMENT_DIRECTIVES: ReadonlyMap<string, DirectiveDefinitionNode> = new Map(
  document.definitions.flatMap((node) =>
    node.kind === Kind.DIRECTIVE_DEFINITION ? [[node.name.value, node]] : [],
  ),
);

/** The enums of the language by name, each with its values in order: `Purpose`, `Relation`, `Mask`. */
export const AGREEMENT_ENUMS: ReadonlyMap<string, readonly string[]> = new Map(
  document.definitions.flatMap((node) =>
    node.kind === Kind.ENUM_TYPE_DEFINITION
      ? [[node.name.value, readValues(node.name.value).map(({ name }) => name.value)]]
      : [],
  ),
);

/** Why a platform may ask. */
export const PURPOSES: readonly string[] = AGREEMENT_ENUMS.get('Purpose') ?? [];

/** Purposes that a clause without `for:` does not hold for. */
export const NEVER_IMPLIED_PURPOSES: ReadonlySet<string> = new Set(
  readValues('Purpose')
    .filter((value) => value.directives?.some(({ name }) => name.value === 'explicit'))
    .map(({ name }) => name.value),
);

/** What a platform can have to do with a parcel. */
export const RELATIONS: readonly string[] = AGREEMENT_ENUMS.get('Relation') ?? [];

/** How a value can be disclosed, `CLEAR` first. */
export const MASKS: readonly string[] = AGREEMENT_ENUMS.get('Mask') ?? [];

/** The scalars that each mask fits; `CLEAR`, which fits everything, is not in it. */
export const MASK_SCALARS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  readValues('Mask').flatMap((value) => {
    const scalars = readScalars(value);
    return scalars === undefined ? [] : [[value.name.value, scalars]];
  }),
);

/** The statuses that end a leg for good. `EXCEPTION` does too, where the parcel is lost or destroyed. */
export const FINAL_STATUSES: ReadonlySet<string> = new Set(['DELIVERED', 'RETURNED', 'CANCELLED']);

/** The statuses that the hub derives: no operator says them of a leg, so no clause can end with them. */
export const DERIVED_STATUSES: ReadonlySet<string> = new Set(['UNKNOWN', 'EXPIRED']);

function readValues(name: string): readonly EnumValueDefinitionNode[] {
  const node = document.definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === name,
  );
  return node?.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []) : [];
}

function readScalars(value: EnumValueDefinitionNode): ReadonlySet<string> | undefined {
  const keeps = value.directives?.find(({ name }) => name.value === 'keeps');
  const scalars = keeps?.arguments?.find(({ name }) => name.value === 'scalars')?.value;
  if (scalars?.kind !== Kind.LIST) return undefined;
  return new Set(scalars.values.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : [])));
}
