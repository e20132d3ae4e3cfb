/**
 * Composes the network: the two role graphs, each the contract of the role with the extensions of its operators, and
 * the hub's own two graphs. Invariant: there are four graphs however many operators join.
 */
import { type DocumentNode, parse, Source } from 'graphql';
import { directorySdl, ROLE_GRAPHS, type Role, roleSdl, timelineSdl } from '../../schema/network.ts';
import type { Problem } from '../base/problem.ts';
import { checkDerivedInputs } from './checkDerivedInputs.ts';
import { type Composition, composeGraphs, type Graph } from './composeGraphs.ts';
import { joinRoleGraph } from './joinRoleGraph.ts';
import type { ExtensionSdl } from './readExtension.ts';

/** The supergraph of the network with the extensions of all operators. */
export function composeNetwork({
  extensions,
}: {
  readonly extensions: readonly ExtensionSdl[];
}): Composition {
  const problems = checkNetworkInputs();
  if (problems.length > 0) return { problems, hints: [] };
  return composeGraphs(
    listNetworkGraphs({
      courier: { ...roleGraph('courier'), document: joinRoleGraph('courier', extensions) },
      locker: { ...roleGraph('locker'), document: joinRoleGraph('locker', extensions) },
    }),
  );
}

let inputProblems: readonly Problem[] | undefined;

/** Extensions cannot change what `timeline` requires, so its inputs are checked once. */
function checkNetworkInputs(): readonly Problem[] {
  if (inputProblems === undefined) {
    const contract = [roleSdl('courier'), roleSdl('locker'), directorySdl()].map((sdl) => parse(sdl));
    inputProblems = checkDerivedInputs(parse(new Source(timelineSdl(), 'timeline')), contract);
  }
  return inputProblems;
}

/** The graphs of the network, with a graph for each role. */
export function listNetworkGraphs(roles: Readonly<Record<Role, Graph>>): readonly Graph[] {
  return [
    roles.courier,
    roles.locker,
    { name: 'directory', url: 'hub://directory', document: readOwnGraphs().directory },
    { name: 'timeline', url: 'hub://timeline', document: readOwnGraphs().timeline },
  ];
}

let ownGraphs: Readonly<Record<'directory' | 'timeline', DocumentNode>> | undefined;

/** The hub's own graphs, parsed once. */
function readOwnGraphs(): Readonly<Record<'directory' | 'timeline', DocumentNode>> {
  ownGraphs ??= { directory: parse(directorySdl()), timeline: parse(timelineSdl()) };
  return ownGraphs;
}

/** Name and URL of a role's graph. The URL is a name too: the dispatcher knows where operators are. */
export function roleGraph(role: Role): Omit<Graph, 'document'> {
  return { name: ROLE_GRAPHS[role], url: `role://${role}` };
}
