/**
 * Joins the extensions of all operators of a role to its contract: the graph of the role, for everybody. Invariant: an
 * extension only adds; `checkSubgraph` has made sure that its names are its operator's own.
 */
import { type DocumentNode, Kind, parse, Source } from 'graphql';
import { type Role, roleSdl } from '../../schema/network.ts';
import type { ExtensionSdl } from './readExtension.ts';

/** The document of a role's graph. The source of an extension's nodes is named after its operator. */
export function joinRoleGraph(role: Role, extensions: readonly ExtensionSdl[]): DocumentNode {
  const own = extensions.filter((extension) => extension.role === role);
  const documents = own.map(({ code, sdl }) => parse(new Source(sdl, code)));
  return {
    kind: Kind.DOCUMENT,
    definitions: [readContract(role), ...documents].flatMap((document) => document.definitions),
  };
}

const contracts = new Map<Role, DocumentNode>();

/** The contract of a role, parsed once. */
function readContract(role: Role): DocumentNode {
  const document = contracts.get(role) ?? parse(roleSdl(role));
  contracts.set(role, document);
  return document;
}
