/** What is asked of the composition worker. Invariant: requests and answers are plain data, and no request throws. */
import type { Problem } from '../base/problem.ts';
import type { OperatorSdl } from './checkSubgraph.ts';
import type { Composition } from './composeGraphs.ts';
import { composeNetwork } from './composeNetwork.ts';
import type { ExtensionSdl } from './readExtension.ts';
import { type Proofs, type SubgraphVerdict, verifySubgraph } from './verifySubgraph.ts';

/** One piece of work. */
export type CompositionJob =
  | {
      readonly kind: 'verify';
      readonly operator: OperatorSdl;
      /** Proofs of elsewhere, to be relied on from now on. */
      readonly proofs: readonly string[];
    }
  | { readonly kind: 'compose'; readonly extensions: readonly ExtensionSdl[] };

/** What comes back, by the kind of the job. */
export interface CompositionAnswers {
  readonly verify: SubgraphVerdict;
  readonly compose: Composition;
}

/** Does one piece of work. Whatever our own code throws is a problem of this job alone. */
export function runCompositionJob(
  job: CompositionJob,
  proofs: Proofs,
): CompositionAnswers[CompositionJob['kind']] {
  try {
    switch (job.kind) {
      case 'verify':
        for (const proof of job.proofs) if (!proofs.has(proof)) proofs.set(proof, []);
        return verifySubgraph(job.operator, proofs);
      case 'compose':
        return composeNetwork({ extensions: job.extensions });
    }
  } catch (error) {
    return { problems: [unfinished(String(error))], hints: [] };
  }
}

/** The problem of a job that gave no answer. */
export function unfinished(reason: string): Problem {
  return {
    code: 'HUB006',
    severity: 'error',
    message: 'the check did not finish',
    note: reason,
    help: 'make the document smaller and try again; if it stays so, tell the operators of the hub',
  };
}
