/**
 * Reads from a leg everything personal that a text about it could repeat: names, numbers, codes, addresses. Invariant:
 * what counts is said by the labels of the SDL, so a personal field of an extension is looked for like any other; a leg
 * that cannot be read completely gives null, and its texts are not shown.
 */
import { type DefinitionNode, type FieldDefinitionNode, Kind, parse, type TypeNode } from 'graphql';
import type { KnownSecrets } from '../../schema/privacy/masks/scrub/matchKnown.ts';

/** Reads one leg, as an operator's author supplied it. */
export type SecretReader = (leg: unknown) => KnownSecrets | null;

/** How the value of a field is looked for in a text. */
type Use = keyof KnownSecrets | 'within';

interface ReadField {
  readonly name: string;
  readonly use: Use;
  /** The type of the value. */
  readonly type: string;
}

/** Fields that are personal together with the others and tell nothing in a text about a parcel's way. */
const COARSE = new Set(['Address.country', 'Address.region', 'Address.city', 'Address.district']);
/** Looked for as they are; a company goes by none of its words alone. */
const AS_WRITTEN = new Set(['Address.postalCode', 'Sender.organisation']);
const DEEPEST = 6;
const MOST_VALUES = 200;

/** A reader for legs of the type `legType` of an operator's SDL. */
export function createSecretReader(sdl: string, legType: string): SecretReader {
  const definitions = parse(sdl, { noLocation: true }).definitions;
  const objects = new Map<string, readonly FieldDefinitionNode[]>(
    definitions.flatMap((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION ? [[node.name.value, node.fields ?? []]] : [],
    ),
  );
  const scalars = new Set(['String', 'ID', ...definitions.flatMap(ownScalar)]);
  const plans = new Map(
    [...objects].map(([type, fields]) => [
      type,
      fields.flatMap((field): readonly ReadField[] => {
        const named = namedType(field.type);
        if (objects.has(named)) return [{ name: field.name.value, use: 'within', type: named }];
        const use = scalars.has(named) ? useOf(`${type}.${field.name.value}`, field, named) : undefined;
        return use === undefined ? [] : [{ name: field.name.value, use, type: named }];
      }),
    ]),
  );
  const pruned = withoutEmpty(plans);
  return (leg) => readLeg(leg, legType, pruned);
}

/** Without ways that lead to nothing personal: events are many and hold nothing but text. */
function withoutEmpty(
  plans: ReadonlyMap<string, readonly ReadField[]>,
): ReadonlyMap<string, readonly ReadField[]> {
  const leads = (type: string, seen: ReadonlySet<string>): boolean =>
    !seen.has(type) &&
    (plans.get(type) ?? []).some(
      (field) => field.use !== 'within' || leads(field.type, new Set([...seen, type])),
    );
  return new Map(
    [...plans].map(([type, fields]) => [
      type,
      fields.filter((field) => field.use !== 'within' || leads(field.type, new Set())),
    ]),
  );
}

/** The contract's scalars are times; those of an extension can be anything. */
function ownScalar(node: DefinitionNode): readonly string[] {
  return node.kind === Kind.SCALAR_TYPE_DEFINITION && node.name.value !== 'DateTime' ? [node.name.value] : [];
}

function useOf(coordinate: string, field: FieldDefinitionNode, type: string): Use | undefined {
  const label = field.directives?.find((directive) => directive.name.value === 'personal');
  const category = label?.arguments?.find((argument) => argument.name.value === 'category')?.value;
  if (category?.kind !== Kind.ENUM || COARSE.has(coordinate)) return undefined;
  if (AS_WRITTEN.has(coordinate)) return 'codes';
  switch (category.value) {
    case 'IDENTITY':
    case 'PROOF':
      return type === 'String' ? 'names' : 'codes';
    case 'ADDRESS':
      return 'addressTails';
    case 'FREE_TEXT':
      return undefined;
    default:
      return 'codes';
  }
}

function readLeg(
  leg: unknown,
  legType: string,
  plans: ReadonlyMap<string, readonly ReadField[]>,
): KnownSecrets | null {
  const found: Record<keyof KnownSecrets, string[]> = { names: [], codes: [], addressTails: [] };
  let values = 0;
  /** False when something cannot be read. */
  const read = (value: unknown, use: Use, type: string, depth: number): boolean => {
    if (value === null || value === undefined) return true;
    if (depth > DEEPEST || ++values > MOST_VALUES) return false;
    if (Array.isArray(value)) return value.every((element) => read(element, use, type, depth + 1));
    if (use === 'within') {
      if (typeof value !== 'object' || 'then' in value) return false;
      return (plans.get(type) ?? []).every((field) =>
        read((value as Readonly<Record<string, unknown>>)[field.name], field.use, field.type, depth + 1),
      );
    }
    if (typeof value !== 'string' && typeof value !== 'number') return false;
    const text = String(value).trim();
    const isAddressOfPage = /^[a-z]+:\/\//i.test(text);
    if (text !== '') found[isAddressOfPage ? 'codes' : use].push(text);
    return true;
  };
  return read(leg, 'within', legType, 0) ? found : null;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
