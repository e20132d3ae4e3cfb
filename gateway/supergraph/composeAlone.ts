/**
 * Composes the network with an operator's own document as the only graph of its role: the proof that it is a real
 * Federation 2 subgraph. Invariant: it only proves; the network itself is composed from the contract.
 */
import { type DocumentNode, Kind, parse, print, Source, visit } from 'graphql';
import { LEG_TYPES, type Role } from '../../schema/network.ts';
import { digestTexts } from '../base/digestTexts.ts';
import { operatorPrefix } from '../base/operatorPrefix.ts';
import type { Problem } from '../base/problem.ts';
import { createCheckContext } from './checkContext.ts';
import type { OperatorSdl } from './checkSubgraph.ts';
import { completeSubgraph } from './completeSubgraph.ts';
import { composeGraphs } from './composeGraphs.ts';
import { listNetworkGraphs, roleGraph } from './composeNetwork.ts';
import { joinRoleGraph } from './joinRoleGraph.ts';
import { readRoleContract } from './readRoleContract.ts';

/** An operator's document, ready for the composer. */
export interface LoneSubgraph {
  readonly role: Role;
  readonly document: DocumentNode;
  /**
   * Equal for documents that are the same to the composer: those that differ only in what they leave out, and in
   * descriptions. A document composes exactly when every other one of the same fingerprint does.
   */
  readonly fingerprint: string;
}

/** Prepares a document that has passed `checkSubgraph`. */
export function prepareAlone({ code, role, sdl, file }: OperatorSdl): LoneSubgraph {
  const prefix = operatorPrefix(code);
  if (prefix === undefined) throw new Error(`${code} passed the check of its code`);
  const contract = readRoleContract(role);
  const parsed = parse(new Source(sdl, file ?? `${code}.graphql`));
  const { types, links } = createCheckContext(parsed, code, prefix, contract);
  const document = completeSubgraph(parsed, types, links, contract);
  return { role, document, fingerprint: fingerprint(role, document) };
}

/** What the composer has against the document, and remarks about it. */
export function composeAlone({ role, document }: LoneSubgraph): readonly Problem[] {
  const graphs = {
    courier: { ...roleGraph('courier'), document: joinRoleGraph('courier', []) },
    locker: { ...roleGraph('locker'), document: joinRoleGraph('locker', []) },
    [role]: { ...roleGraph(role), document },
  };
  const { problems, hints } = composeGraphs(listNetworkGraphs(graphs));
  return [...problems, ...hints.filter((hint) => concerns(hint, role))];
}

/** A hint concerns the operator when it points into its document or speaks of its leg. */
function concerns(hint: Problem, role: Role): boolean {
  return hint.locations !== undefined || (hint.note?.includes(LEG_TYPES[role]) ?? false);
}

function fingerprint(role: Role, document: DocumentNode): string {
  const silent = visit(document, {
    enter: (node) =>
      'description' in node && node.description ? { ...node, description: undefined } : undefined,
    FieldDefinition: { leave: (node) => ({ ...node, arguments: sortByName(node.arguments) }) },
    ObjectTypeDefinition: { leave: (node) => ({ ...node, fields: sortByName(node.fields) }) },
    InterfaceTypeDefinition: { leave: (node) => ({ ...node, fields: sortByName(node.fields) }) },
    EnumTypeDefinition: { leave: (node) => ({ ...node, values: sortByName(node.values) }) },
  });
  const definitions = silent.definitions.map((definition) =>
    print({ kind: Kind.DOCUMENT, definitions: [definition] }),
  );
  return digestTexts([role, ...definitions.sort()]);
}

function sortByName<Node extends { readonly name: { readonly value: string } }>(
  nodes: readonly Node[] | undefined,
): readonly Node[] | undefined {
  return nodes && [...nodes].sort((one, other) => (one.name.value < other.name.value ? -1 : 1));
}
