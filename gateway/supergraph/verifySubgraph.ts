/**
 * Checks an operator's SDL and composes it alone. Invariant: a document is composed alone unless one that is the same
 * to the composer has been; what was proven is remembered by fingerprint, and may be handed over from an earlier run.
 */
import type { Problem } from '../base/problem.ts';
import { sortProblems } from '../base/sortProblems.ts';
import { checkSubgraph, type OperatorSdl, type SubgraphCheck } from './checkSubgraph.ts';
import { composeAlone, prepareAlone } from './composeAlone.ts';

/** A check with the fingerprint of the proof that the document composes; present when there are no errors. */
export interface SubgraphVerdict extends SubgraphCheck {
  readonly proof?: string;
}

/** Documents known to compose, by fingerprint, with the composer's remarks. */
export type Proofs = Map<string, readonly Problem[]>;

/** Checks the SDL, and composes it unless `proofs` knows it; a new proof is added to `proofs`. */
export function verifySubgraph(operator: OperatorSdl, proofs: Proofs): SubgraphVerdict {
  const check = checkSubgraph(operator);
  if (check.capabilities === undefined) return check;
  const subgraph = prepareAlone(operator);
  const known = proofs.get(subgraph.fingerprint);
  if (known !== undefined) return accept(check, known, subgraph.fingerprint);
  const remarks = composeAlone(subgraph);
  if (remarks.some((problem) => problem.severity === 'error')) {
    return { problems: sortProblems([...check.problems, ...remarks]) };
  }
  // The places are those of this document; they would be wrong in the next one that has the same fingerprint.
  proofs.set(
    subgraph.fingerprint,
    remarks.map(({ locations: _, ...remark }) => remark),
  );
  return accept(check, remarks, subgraph.fingerprint);
}

function accept(check: SubgraphCheck, remarks: readonly Problem[], proof: string): SubgraphVerdict {
  return { ...check, problems: sortProblems([...check.problems, ...remarks]), proof };
}
