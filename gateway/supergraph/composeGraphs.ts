/**
 * Composes graphs with Apollo's composer and turns what it says into problems. Invariant: it returns; the composer
 * throws on some inputs, and that is a problem of the input too.
 */
import { composeServices } from '@apollo/composition';
import { type ASTNode, type DocumentNode, GraphQLError } from 'graphql';
import { locate } from '../base/locate.ts';
import type { Problem, ProblemLocation } from '../base/problem.ts';
import { quote } from '../base/quote.ts';

/** One graph of the network. */
export interface Graph {
  readonly name: string;
  readonly url: string;
  readonly document: DocumentNode;
}

/** A composed supergraph, or the problems that stand against it. */
export interface Composition {
  readonly supergraphSdl?: string;
  readonly problems: readonly Problem[];
  readonly hints: readonly Problem[];
}

// A hint below this level tells how graphs differ, which here they do by design.
const WARN_LEVEL = 60;
const LONGEST_NOTE = 1_000;

type CompositionHint = NonNullable<ReturnType<typeof composeServices>['hints']>[number];

/** Composes the graphs into one supergraph. */
export function composeGraphs(graphs: readonly Graph[]): Composition {
  try {
    const services = graphs.map(({ name, url, document }) => ({ name, url, typeDefs: document }));
    const { supergraphSdl, errors, hints } = composeServices(services);
    return {
      ...(supergraphSdl === undefined ? {} : { supergraphSdl }),
      problems: (errors ?? []).map(errorToProblem),
      hints: (hints ?? [])
        .filter(({ definition }) => definition.level.value >= WARN_LEVEL)
        .map(hintToProblem),
    };
  } catch (error) {
    const cause = error instanceof GraphQLError ? error : new GraphQLError(String(error));
    return { problems: [errorToProblem(cause)], hints: [] };
  }
}

function errorToProblem(error: GraphQLError): Problem {
  const code = String(error.extensions['code'] ?? 'UNKNOWN');
  return {
    code: 'HUB007',
    severity: 'error',
    message: `the network does not compose with this graph: ${quote(code)}`,
    ...withLocations(error.nodes),
    note: shorten(error.message),
  };
}

function hintToProblem(hint: CompositionHint): Problem {
  return {
    code: 'HUB008',
    severity: 'warning',
    message: `the composer remarks ${quote(hint.definition.code)}`,
    ...withLocations(hint.nodes),
    note: shorten(hint.message),
  };
}

/** Nodes of the contract have no source name of their own, so only places that somebody handed in are shown. */
function withLocations(nodes: readonly ASTNode[] | undefined): { readonly locations?: ProblemLocation[] } {
  const locations = (nodes ?? []).flatMap(({ loc }) =>
    loc === undefined || loc.source.name === 'GraphQL request'
      ? []
      : [locate(loc.source, loc.start, loc.end, loc.source.name)],
  );
  return locations.length === 0 ? {} : { locations };
}

function shorten(text: string): string {
  return text.length <= LONGEST_NOTE ? text : `${text.slice(0, LONGEST_NOTE)}…`;
}
