/**
 * Checks an operator's SDL and composes it alone. Invariant: a document is composed alone unless the same document, or
 * one that is the same to the composer, has been composed with the same contract and composer.
 */
import { createRequire } from 'node:module';
import { directorySdl, roleSdl, timelineSdl } from '../../schema/network.ts';
import { digestTexts } from '../base/digestTexts.ts';
import { isError, type Problem } from '../base/problem.ts';
import { sortProblems } from '../base/sortProblems.ts';
import { checkSubgraph, type OperatorSdl, type SubgraphCheck } from './checkSubgraph.ts';
import { composeAlone, prepareAlone } from './composeAlone.ts';

/** A check, and with no errors the proof that the document composes: a digest to keep for later runs. */
export interface SubgraphVerdict extends SubgraphCheck {
  readonly proof?: string;
}

/** What is known to compose, by proof and by fingerprint, with the composer's remarks. */
export type Proofs = Map<string, readonly Problem[]>;

const MOST_PROOFS = 20_000;

/** Checks the SDL, and composes it unless `proofs` knows it; what is proven is added to `proofs`. */
export function verifySubgraph(operator: OperatorSdl, proofs: Proofs): SubgraphVerdict {
  const check = checkSubgraph(operator);
  if (check.capabilities === undefined) return check;
  const proof = digestTexts([basis(), operator.role, operator.code, operator.sdl]);
  const remarks = proofs.get(proof) ?? proveAlone(operator, proofs);
  const problems = sortProblems([...check.problems, ...remarks]);
  if (problems.some(isError)) return { problems };
  remember(proofs, proof, remarks);
  return { ...check, problems, proof };
}

function proveAlone(operator: OperatorSdl, proofs: Proofs): readonly Problem[] {
  const subgraph = prepareAlone(operator);
  const known = proofs.get(subgraph.fingerprint);
  if (known !== undefined) return known;
  const remarks = composeAlone(subgraph);
  if (!remarks.some(isError)) {
    // The places are those of this document; they would be wrong in another with the same fingerprint.
    remember(
      proofs,
      subgraph.fingerprint,
      remarks.map(({ locations: _, ...remark }) => remark),
    );
  }
  return remarks;
}

/** Forgets the oldest proofs beyond a limit: whoever may check documents may check any number of them. */
function remember(proofs: Proofs, key: string, remarks: readonly Problem[]): void {
  proofs.set(key, remarks);
  if (proofs.size <= MOST_PROOFS) return;
  const [oldest] = proofs.keys();
  if (oldest !== undefined) proofs.delete(oldest);
}

let knownBasis: string | undefined;

/** What a proof rests on besides the document: with another contract or composer it proves nothing. */
function basis(): string {
  if (knownBasis !== undefined) return knownBasis;
  const { version } = createRequire(import.meta.url)('@apollo/composition/package.json') as {
    readonly version: string;
  };
  knownBasis = digestTexts([version, roleSdl('courier'), roleSdl('locker'), directorySdl(), timelineSdl()]);
  return knownBasis;
}
