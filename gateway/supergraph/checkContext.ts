/**
 * What every rule looks at: the operator's document beside the contract of its role. Invariant: rules see the same
 * types, and none of those that Federation itself brings along (`_Any`, `link__Import`, imported `FieldSet`).
 */
import { type DocumentNode, Kind } from 'graphql';
import { indexTypes, type TypeEntry } from '../base/indexTypes.ts';
import type { OperatorPrefix } from '../base/operatorPrefix.ts';
import { readLinks, type SchemaLinks } from '../base/readLinks.ts';
import type { Rule as BaseRule } from '../base/runRules.ts';
import type { RoleContract } from './readRoleContract.ts';

/** The identity of the specification of Apollo Federation. */
export const FEDERATION_SPEC = 'https://specs.apollo.dev/federation';

/** An operator's document, read, and what it is compared with. */
export interface CheckContext {
  readonly code: string;
  readonly prefix: OperatorPrefix;
  readonly contract: RoleContract;
  readonly document: DocumentNode;
  readonly links: SchemaLinks;
  /** False makes rules about Federation's directives pointless: nothing says what they are. */
  readonly linksFederation: boolean;
  /** The root types by the operation they are for; each is the default name unless `schema` names another. */
  readonly rootTypes: ReadonlyMap<string, string>;
  /** The operator's types, without root types and those of linked specifications. */
  readonly types: ReadonlyMap<string, TypeEntry>;
  /** All of them. */
  readonly allTypes: ReadonlyMap<string, TypeEntry>;
}

export type { Finding } from '../base/runRules.ts';

/** A rule for an operator's subgraph. */
export type Rule = BaseRule<CheckContext>;

const FEDERATION_MACHINERY = new Set(['_Any', '_Entity', '_Service']);

/** Reads an operator's document for the rules. */
export function createCheckContext(
  document: DocumentNode,
  code: string,
  prefix: OperatorPrefix,
  contract: RoleContract,
): CheckContext {
  const links = readLinks(document);
  const allTypes = indexTypes(document);
  const rootTypes = readRootTypes(document);
  const roots = new Set(rootTypes.values());
  const types = new Map(
    [...allTypes].filter(
      ([name]) => !roots.has(name) && !FEDERATION_MACHINERY.has(name) && links.resolve(name) === undefined,
    ),
  );
  const linksFederation = links.links.some(({ identity }) => identity === FEDERATION_SPEC);
  return { code, prefix, contract, document, links, linksFederation, rootTypes, types, allTypes };
}

function readRootTypes(document: DocumentNode): ReadonlyMap<string, string> {
  const roots = new Map([
    ['query', 'Query'],
    ['mutation', 'Mutation'],
    ['subscription', 'Subscription'],
  ]);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { operation, type } of definition.operationTypes ?? []) roots.set(operation, type.name.value);
  }
  return roots;
}
