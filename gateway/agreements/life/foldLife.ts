/** What the records of a pair come to. Invariant: it is the one transition function, step by step; what it refuses is left out. */
import { applyStep } from './applyStep.ts';
import { AS_TAKEN, type LifeRules } from './lifeRules.ts';
import type { LifeStep } from './lifeStep.ts';
import type { Pair } from './pair.ts';
import type { PairLife } from './pairLife.ts';
import { startLife } from './startLife.ts';
import type { RecordProblem } from './verifyChain.ts';

export interface FoldedLife {
  readonly life: PairLife;
  /** Steps that no hub should have taken. */
  readonly problems: readonly RecordProblem[];
}

/** Folds the steps of one pair, in their order; by default as steps that a hub has taken. */
export function foldLife(pair: Pair, steps: readonly LifeStep[], rules: LifeRules = AS_TAKEN): FoldedLife {
  const problems: RecordProblem[] = [];
  let life = startLife(pair);
  for (const [index, step] of steps.entries()) {
    const outcome = applyStep(life, step, rules);
    if (outcome.problem === undefined) life = outcome.life;
    else problems.push({ index: index + 1, problem: outcome.problem });
  }
  return { life, problems };
}
