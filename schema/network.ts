/**
 * Reads the network's contract, `network/v1`, and builds from it the SDL of each of the network's four graphs.
 * Invariant: the inputs of derived fields are cut out of the contract here with every `@personal` field removed,
 * so the `timeline` graph has no way to name one.
 */
import { readFileSync } from 'node:fs';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NameNode,
  parse,
  print,
  visit,
} from 'graphql';

/** What an operator does on the network: carry parcels or run lockers. */
export type Role = 'courier' | 'locker';

/** The leg type of each role. */
export const LEG_TYPES: Readonly<Record<Role, string>> = { courier: 'CourierLeg', locker: 'LockerLeg' };

/** The name of each role's graph in the composed network. */
export const ROLE_GRAPHS: Readonly<Record<Role, string>> = { courier: 'couriers', locker: 'lockers' };

/** The identity under which the labels `@personal`, `@operational` and `@continuity` are linked. */
export const NETWORK_SPEC_URL = 'https://specs.tracking-hub.example/network/v1.0';

const FEDERATION_SPEC_URL = 'https://specs.apollo.dev/federation/v2.9';
const FEDERATION_DIRECTIVES = ['key', 'shareable', 'external', 'requires', 'composeDirective'];
const LABELS = ['personal', 'operational', 'continuity'];

function readContract(name: string): readonly DefinitionNode[] {
  return parse(readFileSync(new URL(`network/v1/${name}.graphql`, import.meta.url), 'utf8')).definitions;
}

const labels = readContract('labels');
const shared = [...readContract('values'), ...readContract('status')];
const legs: Record<Role, readonly DefinitionNode[]> = {
  courier: [...readContract('leg'), ...readContract('courier'), ...readContract('operator')],
  locker: [...readContract('leg'), ...readContract('locker'), ...readContract('operator')],
};

/** The contract of a role: the SDL of a complete Federation 2 subgraph that implements all of it. */
export function roleSdl(role: Role): string {
  return subgraphSdl([...labels, ...shared, ...legs[role]], [LEG_TYPES[role]]);
}

/** The SDL of the hub's own `directory` graph: the root fields, and the keys of legs. */
export function directorySdl(): string {
  return subgraphSdl(
    [...labels, ...shared, ...readContract('directory')],
    ['Query', 'CourierLeg', 'LockerLeg'],
  );
}

/** The SDL of the hub's own `timeline` graph: the derived fields of `Parcel`, and their operational inputs. */
export function timelineSdl(): string {
  const derived = readContract('timeline');
  const inputs = readInputNames(derived);
  const contract = [...shared, ...legs.courier, ...readContract('locker')].map((definition) =>
    cutToInputs(definition, inputs),
  );
  return subgraphSdl([...labels, ...contract, ...derived], ['Parcel', 'CourierLeg', 'LockerLeg']);
}

/** Every field name that occurs in a `@requires` of the definitions, and the keys of a leg. */
function readInputNames(definitions: readonly DefinitionNode[]): ReadonlySet<string> {
  const names = new Set(['operator', 'waybill']);
  const collect = (selection: string) =>
    visit(parse(`{ ${selection} }`), { Field: (node) => void names.add(node.name.value) });
  for (const definition of definitions) {
    visit(definition, {
      Directive(node) {
        const [fields] = node.arguments ?? [];
        if (node.name.value === 'requires' && fields?.value.kind === Kind.STRING) collect(fields.value.value);
      },
    });
  }
  return names;
}

/** A contract type as `timeline` declares it: inputs only, those of a leg `@external`; nothing personal. */
function cutToInputs(definition: DefinitionNode, inputs: ReadonlySet<string>): DefinitionNode {
  if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
    const fields = definition.fields?.filter((field) => inputs.has(field.name.value)) ?? [];
    return { ...definition, fields: [...fields, asOf({ requiresStatus: false })] };
  }
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
  const operational = (definition.fields ?? []).filter((field) => !hasDirective(field, 'personal'));
  const key = definition.directives?.find((directive) => directive.name.value === 'key');
  if (key === undefined || definition.name.value === 'Operator')
    return { ...definition, fields: operational };
  const external = operational.filter((field) => inputs.has(field.name.value)).map(markExternal);
  return { ...definition, directives: [key], fields: [...external, asOf({ requiresStatus: true })] };
}

/** What the hub itself says of a leg. It needs the status only so that it is asked after the leg's operator was. */
function asOf({ requiresStatus }: { readonly requiresStatus: boolean }): FieldDefinitionNode {
  const [type] = parse(/* GraphQL */ `
    type CourierLeg {
      """
      Set where the hub serves last known values, because the operator shares no more than these now or did not answer: as of when
      they are. The fields that are not kept are null.
      """
      asOf: DateTime @operational ${requiresStatus ? '@requires(fields: "status")' : ''}
    }
  `).definitions;
  const field = type?.kind === Kind.OBJECT_TYPE_DEFINITION ? type.fields?.[0] : undefined;
  if (field === undefined) throw new Error('a type has the field that it was written with');
  return field;
}

function markExternal(field: FieldDefinitionNode): FieldDefinitionNode {
  if (['operator', 'waybill'].includes(field.name.value)) return field;
  const external: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: nameNode('external') };
  return { ...field, directives: [...(field.directives ?? []), external] };
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function hasDirective(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): boolean {
  return node.directives?.some((directive) => directive.name.value === name) ?? false;
}

/** The definitions reachable from the root types, with the links that a Federation 2 subgraph needs. */
function subgraphSdl(definitions: readonly DefinitionNode[], roots: readonly string[]): string {
  const kept = keepReachable(definitions, roots);
  const used = LABELS.filter((label) => kept.some((definition) => isDirectiveNamed(definition, label)));
  const imports = (names: readonly string[]) => names.map((name) => `"@${name}"`).join(', ');
  const networkTypes = kept.some((definition) => isDirectiveNamed(definition, 'personal'))
    ? ', "PersonalCategory", "DataSubject"'
    : '';
  const header = [
    'extend schema',
    `  @link(url: "${FEDERATION_SPEC_URL}", import: [${imports(FEDERATION_DIRECTIVES)}])`,
    `  @link(url: "${NETWORK_SPEC_URL}", import: [${imports(used)}${networkTypes}])`,
    ...used.map((label) => `  @composeDirective(name: "@${label}")`),
  ].join('\n');
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: kept };
  return `${header}\n\n${print(document)}\n`;
}

function isDirectiveNamed(definition: DefinitionNode, name: string): boolean {
  return definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === name;
}

function keepReachable(
  definitions: readonly DefinitionNode[],
  roots: readonly string[],
): readonly DefinitionNode[] {
  const byName = new Map<string, DefinitionNode>();
  for (const definition of definitions) {
    if ('name' in definition && definition.name) {
      byName.set(
        definition.kind === Kind.DIRECTIVE_DEFINITION ? `@${definition.name.value}` : definition.name.value,
        definition,
      );
    }
  }
  const reached = new Set<string>();
  const reach = (name: string): void => {
    const definition = byName.get(name);
    if (definition === undefined || reached.has(name)) return;
    reached.add(name);
    visit(definition, {
      NamedType: (node) => reach(node.name.value),
      Directive: (node) => reach(`@${node.name.value}`),
    });
  };
  roots.forEach(reach);
  return [...byName].filter(([name]) => reached.has(name)).map(([, definition]) => definition);
}
