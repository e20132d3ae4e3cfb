/**
 * Puts the subgraphs of all operators together into what the hub runs on: one supergraph, and what each operator can
 * answer. Invariant: an operator whose subgraph is refused changes nothing for the others.
 */
import type { Capabilities } from '../base/capabilities.ts';
import type { Problem } from '../base/problem.ts';
import { quote } from '../base/quote.ts';
import type { OperatorSdl } from './checkSubgraph.ts';
import type { Composition } from './composeGraphs.ts';
import type { ExtensionSdl } from './readExtension.ts';
import type { SubgraphVerdict } from './verifySubgraph.ts';

/** An operator that is on the network. */
export interface PublishedOperator {
  readonly code: string;
  readonly capabilities: Capabilities;
  readonly extension?: ExtensionSdl;
  /** Warnings. */
  readonly problems: readonly Problem[];
  /** Keep it with the SDL: handed over at the next start, it saves composing the document again. */
  readonly proof?: string;
}

/** An operator that is not. */
export interface RefusedOperator {
  readonly code: string;
  readonly problems: readonly Problem[];
}

/** What goes live. */
export interface Publication {
  readonly supergraphSdl: string;
  readonly operators: ReadonlyMap<string, PublishedOperator>;
  readonly refused: readonly RefusedOperator[];
}

/** Who checks and composes: the worker, or the same functions called directly. */
export interface PublishingSteps {
  verify(operator: OperatorSdl): Promise<SubgraphVerdict>;
  compose(extensions: readonly ExtensionSdl[]): Promise<Composition>;
}

/** Checks every operator and composes the network of those that pass. */
export async function publishNetwork(
  operators: readonly OperatorSdl[],
  steps: PublishingSteps,
): Promise<Publication> {
  const accepted = new Map<string, PublishedOperator>();
  const refused: RefusedOperator[] = [];
  const seen = new Set<string>();
  // One after the other: the worker takes one at a time, and the requests that are served meanwhile get their turn.
  for (const operator of operators) {
    const { code } = operator;
    const verdict: SubgraphVerdict = seen.has(code)
      ? { problems: [takenCode(code)] }
      : await steps.verify(operator);
    seen.add(code);
    if (verdict.capabilities === undefined) refused.push({ code, problems: verdict.problems });
    else accepted.set(code, { ...verdict, code, capabilities: verdict.capabilities });
  }
  return composeAccepted(accepted, refused, steps);
}

async function composeAccepted(
  accepted: ReadonlyMap<string, PublishedOperator>,
  refused: readonly RefusedOperator[],
  steps: PublishingSteps,
): Promise<Publication> {
  // Sorted, so that the supergraph does not depend on who was published first.
  const extensions = [...accepted.values()]
    .flatMap(({ extension }) => (extension === undefined ? [] : [extension]))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
  const { supergraphSdl, problems } = await composeTwice(extensions, steps);
  if (supergraphSdl !== undefined) return { supergraphSdl, operators: accepted, refused };
  // Each document has been composed alone, so this is not expected. Whoever is to blame is left out, else all who
  // extend the contract: the network without extensions is the hub's own.
  const named = new Set(problems.flatMap(({ locations = [] }) => locations.map(({ file }) => file)));
  const blamed = extensions.filter(({ code }) => named.has(code));
  const dropped = new Set((blamed.length > 0 ? blamed : extensions).map(({ code }) => code));
  if (dropped.size === 0) throw new Error(`the network does not compose: ${JSON.stringify(problems)}`);
  return composeAccepted(
    new Map([...accepted].filter(([code]) => !dropped.has(code))),
    [...refused, ...[...dropped].map((code) => ({ code, problems }))],
    steps,
  );
}

/** A worker that died is no fault of an extension, so nobody is left out for it: it is tried again, then given up. */
async function composeTwice(
  extensions: readonly ExtensionSdl[],
  steps: PublishingSteps,
): Promise<Composition> {
  const isUnfinished = ({ problems }: Composition) => problems.some(({ code }) => code === 'HUB006');
  const first = await steps.compose(extensions);
  const composition = isUnfinished(first) ? await steps.compose(extensions) : first;
  if (isUnfinished(composition))
    throw new Error(`composing did not finish: ${JSON.stringify(composition.problems)}`);
  return composition;
}

function takenCode(code: string): Problem {
  return {
    code: 'HUB009',
    severity: 'error',
    message: `the operator ${quote(code)} is listed a second time`,
  };
}
