/**
 * The part of the network's contract that agreements speak of: the legs and every type below them. Read from the SDL of
 * the roles, or from a composed supergraph, which has the extensions of all operators in it. Invariant: what is not
 * reachable from a leg is not in here, so no agreement can grant a field of the hub's own graphs.
 */
import { type DocumentNode, type FieldDefinitionNode, type FieldNode, Kind, parse, print } from 'graphql';
import { directorySdl, LEG_TYPES, NETWORK_SPEC_URL, timelineSdl } from '../../schema/network.ts';
import { indexTypes, type TypeEntry } from '../base/indexTypes.ts';
import type { Label } from '../base/label.ts';
import { listLabelMarks, toLabel } from '../base/labelMarks.ts';
import { namedType } from '../base/namedType.ts';
import { readLinks, type SchemaLinks } from '../base/readLinks.ts';

/** A field of a leg, or of a type below one. */
export interface ContractField {
  /** As `LockerLeg.pickupCode`. */
  readonly coordinate: string;
  readonly name: string;
  /** The named type, without lists and non-nulls. */
  readonly typeName: string;
  /** The type as it is printed, as `[TrackingEvent]`. */
  readonly type: string;
  /** The arguments as they are printed, by name: `last: Int`. */
  readonly arguments: ReadonlyMap<string, string>;
  /** True where the named type is an object type: its own fields are decided one by one. */
  readonly isObject: boolean;
  /** True for the key of a leg, which comes with a visible leg and is in no agreement. */
  readonly isKey: boolean;
  /** Undefined where the contract gives none. */
  readonly label: Label | undefined;
}

/** What an agreement is checked against and compiled with. */
export interface AgreementContract {
  /** The leg types that are there: `CourierLeg`, `LockerLeg`. */
  readonly legTypes: readonly string[];
  /** Legs and the object types reachable from them, `Operator` left out; fields by name. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, ContractField>>;
  readonly interfaces: ReadonlySet<string>;
  /** Every other type of the network by name, the hub's own among them: known, and in no agreement. */
  readonly otherTypes: ReadonlySet<string>;
  /** The values of `ParcelStatus`. */
  readonly statuses: ReadonlySet<string>;
}

const NETWORK_SPEC = NETWORK_SPEC_URL.replace(/\/v[^/]+$/, '');
const FEDERATION_SPEC = 'https://specs.apollo.dev/federation';
const JOIN_SPEC = 'https://specs.apollo.dev/join';

/** Reads the SDL of roles (`roleSdl`), or of one composed supergraph. */
export function readAgreementContract(sdls: readonly string[]): AgreementContract {
  const documents = sdls.map((sdl) => readTypes(parse(sdl, { noLocation: true })));
  const entries = new Map<string, LinkedType>();
  for (const document of documents) {
    for (const [name, entry] of document) entries.set(name, entries.get(name) ?? entry);
  }
  const legTypes = Object.values(LEG_TYPES).filter((name) => entries.get(name)?.type.kind === 'object');
  const types = reachTypes(legTypes, entries);
  const ofKind = (kind: TypeEntry['kind']) => [...entries].filter(([, { type }]) => type.kind === kind);
  return {
    legTypes,
    types,
    interfaces: new Set(ofKind('interface').map(([name]) => name)),
    otherTypes: new Set([...entries.keys(), ...listOwnTypes()].filter((name) => !types.has(name))),
    statuses: new Set(entries.get('ParcelStatus')?.type.values.keys()),
  };
}

/** A type with the links of the document that it comes from. */
interface LinkedType {
  readonly type: TypeEntry;
  readonly links: SchemaLinks;
}

/** The types of a document without those of linked specifications. */
function readTypes(document: DocumentNode): ReadonlyMap<string, LinkedType> {
  const links = readLinks(document);
  const types = [...indexTypes(document)].filter(([name]) => links.resolve(name) === undefined);
  return new Map(types.map(([name, type]) => [name, { type, links }]));
}

function reachTypes(
  legTypes: readonly string[],
  entries: ReadonlyMap<string, LinkedType>,
): AgreementContract['types'] {
  const reached = new Map<string, ReadonlyMap<string, ContractField>>();
  const pending = [...legTypes];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const entry = entries.get(name);
    if (entry === undefined || reached.has(name)) continue;
    const keys = legTypes.includes(name) ? readKeyFields(entry) : new Set<string>();
    const fields = [...entry.type.fields.values()]
      .filter((field) => !isHubField(field, entry))
      .map((field) => toField(field, entry, entries, keys));
    reached.set(name, new Map(fields.map((field) => [field.name, field])));
    // What a key leads to (`Operator`) is the hub's own.
    pending.push(
      ...fields.filter(({ isObject, isKey }) => isObject && !isKey).map(({ typeName }) => typeName),
    );
  }
  // In the order of the contract, and not of the search.
  return new Map([...entries.keys()].flatMap((name) => mapEntry(reached, name)));
}

function mapEntry<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): readonly (readonly [Key, Value])[] {
  const value = map.get(key);
  return value === undefined ? [] : [[key, value]];
}

function toField(
  field: FieldDefinitionNode,
  { type, links }: LinkedType,
  entries: ReadonlyMap<string, LinkedType>,
  keys: ReadonlySet<string>,
): ContractField {
  const name = field.name.value;
  const typeName = namedType(field.type).name.value;
  return {
    coordinate: `${type.name}.${name}`,
    name,
    typeName,
    type: print(field.type),
    arguments: new Map(field.arguments?.map((argument) => [argument.name.value, printArgument(argument)])),
    isObject: entries.get(typeName)?.type.kind === 'object',
    isKey: keys.has(name),
    label: toLabel(listLabelMarks(NETWORK_SPEC, field.directives, links)),
  };
}

/** The hub's own graphs, as a supergraph calls them. */
const OWN_GRAPHS: ReadonlySet<string> = new Set(['DIRECTORY', 'TIMELINE']);

/** Whether only the hub answers a field, as `asOf` of a leg: then no operator could share it. */
function isHubField({ directives = [] }: FieldDefinitionNode, { links }: LinkedType): boolean {
  const graphs = directives.flatMap((directive) => {
    const linked = links.resolve(`@${directive.name.value}`);
    if (linked?.link.identity !== JOIN_SPEC || linked.element !== '@field') return [];
    const graph = directive.arguments?.find(({ name }) => name.value === 'graph')?.value;
    const isExternal = directive.arguments?.some(({ name }) => name.value === 'external');
    return graph?.kind === Kind.ENUM && !isExternal ? [graph.value] : [];
  });
  return graphs.length > 0 && graphs.every((graph) => OWN_GRAPHS.has(graph));
}

/** An argument as it is compared: without description and directives. */
export function printArgument(argument: NonNullable<FieldDefinitionNode['arguments']>[number]): string {
  return print({ ...argument, description: undefined, directives: [] });
}

/** The fields at the top of the keys of a leg: `@key` in a role's SDL, `@join__type(key:)` in a supergraph. */
function readKeyFields({ type, links }: LinkedType): ReadonlySet<string> {
  const keys = type.directives.flatMap((directive) => {
    const linked = links.resolve(`@${directive.name.value}`);
    const argument = KEY_ARGUMENTS.get(`${linked?.link.identity} ${linked?.element}`);
    const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
    return value?.kind === Kind.STRING ? readFieldNames(value.value) : [];
  });
  return new Set(keys);
}

const KEY_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  [`${FEDERATION_SPEC} @key`, 'fields'],
  [`${JOIN_SPEC} @type`, 'key'],
]);

function readFieldNames(selection: string): readonly string[] {
  const [operation] = parse(`{ ${selection} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return operation.selectionSet.selections
    .filter((node): node is FieldNode => node.kind === Kind.FIELD)
    .map((node) => node.name.value);
}

let ownTypes: readonly string[] | undefined;

/** The types of the hub's own graphs, so that an agreement that names one is told why it cannot. */
function listOwnTypes(): readonly string[] {
  ownTypes ??= [directorySdl(), timelineSdl()].flatMap((sdl) => [
    ...readTypes(parse(sdl, { noLocation: true })).keys(),
  ]);
  return ownTypes;
}
