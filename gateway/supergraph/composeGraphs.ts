/**
 * Composes graphs with Apollo's composer and turns what it says into problems. Invariant: it returns; the composer
 * throws on some inputs, and that is a problem of the input too.
 */
import { composeServices } from '@apollo/composition';
import { type DocumentNode, GraphQLError } from 'graphql';
import type { Problem, ProblemLocation } from '../base/problem.ts';
import { quote } from '../base/quote.ts';
import { locateComposerNodes } from './locateComposerNodes.ts';

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
// Directives for requests (`@mask`) are between the hub and an operator: platforms never send them. And labels are
// composed from the contract, so what an operator calls them is its own affair.
const UNTOLD_HINTS = ['INCONSISTENT_EXECUTABLE_DIRECTIVE_PRESENCE', 'DIRECTIVE_COMPOSITION_WARN'];
const MOST_ERRORS = 50;
const LONGEST_NOTE = 1_000;

type CompositionHint = NonNullable<ReturnType<typeof composeServices>['hints']>[number];

/** Composes the graphs into one supergraph. */
export function composeGraphs(graphs: readonly Graph[]): Composition {
  const locateNodes = locateComposerNodes(graphs.map(({ document }) => document));
  try {
    const services = graphs.map(({ name, url, document }) => ({ name, url, typeDefs: document }));
    const { supergraphSdl, errors, hints } = composeServices(services);
    return {
      ...(supergraphSdl === undefined ? {} : { supergraphSdl }),
      problems: (errors ?? []).slice(0, MOST_ERRORS).map((error) => errorToProblem(error, locateNodes)),
      hints: (hints ?? []).filter(isTelling).map((hint) => hintToProblem(hint, locateNodes)),
    };
  } catch (error) {
    const cause = error instanceof GraphQLError ? error : new GraphQLError(String(error));
    return { problems: [errorToProblem(cause, locateNodes)], hints: [] };
  }
}

function isTelling({ definition }: CompositionHint): boolean {
  return definition.level.value >= WARN_LEVEL && !UNTOLD_HINTS.includes(definition.code);
}

type LocateNodes = ReturnType<typeof locateComposerNodes>;

function errorToProblem(error: GraphQLError, locateNodes: LocateNodes): Problem {
  const code = String(error.extensions['code'] ?? 'UNKNOWN');
  return {
    code: 'HUB007',
    severity: 'error',
    message: `the network does not compose with this graph: ${quote(code)}`,
    ...withLocations(locateNodes(error.nodes)),
    note: shorten(error.message),
  };
}

function hintToProblem(hint: CompositionHint, locateNodes: LocateNodes): Problem {
  return {
    code: 'HUB008',
    severity: 'warning',
    message: `the composer remarks ${quote(hint.definition.code)}`,
    ...withLocations(locateNodes(hint.nodes)),
    note: shorten(hint.message),
  };
}

function withLocations(locations: readonly ProblemLocation[]): Pick<Problem, 'locations'> {
  return locations.length === 0 ? {} : { locations };
}

function shorten(text: string): string {
  return text.length <= LONGEST_NOTE ? text : `${text.slice(0, LONGEST_NOTE)}…`;
}
