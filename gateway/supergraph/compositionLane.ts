/**
 * A worker with what it found: the verdict on each operator's latest document, and the latest networks.
 * Invariant: an SDL that has not changed is not checked again, and a network is not composed again while its extensions are the
 * same; what another lane has found serves as well, and is never displaced from here.
 */
import { LRUCache } from 'lru-cache';
import { digestTexts } from '../base/digestTexts.ts';
import type { OperatorSdl } from './checkSubgraph.ts';
import type { Composition } from './composeGraphs.ts';
import { type CompositionAnswers, type CompositionJob, unfinished } from './compositionJob.ts';
import type { PublishingSteps } from './publishNetwork.ts';
import type { WorkerQueue } from './startWorkerQueue.ts';
import type { SubgraphVerdict } from './verifySubgraph.ts';

/** What a lane has found. */
export interface Findings {
  readonly verdicts: LRUCache<string, RememberedVerdict>;
  readonly compositions: LRUCache<string, Composition>;
}

/** Of each operator the latest document is remembered, with what was found. */
interface RememberedVerdict {
  readonly operator: OperatorSdl;
  readonly verdict: SubgraphVerdict;
}

export interface LaneOptions {
  readonly queue: WorkerQueue<CompositionJob, CompositionAnswers[CompositionJob['kind']]>;
  readonly own: Findings;
  /** Of the other lane: looked at, and left as they are. */
  readonly others: Findings;
  /** Whether what the other lane has found is remembered here too. */
  readonly adopts: boolean;
  /** Proofs that the worker has not been told of. */
  readonly takeUntold: () => readonly string[];
  /** Sees each verdict before it is remembered, and gives the one to be remembered. */
  readonly keep: (verdict: SubgraphVerdict) => SubgraphVerdict;
}

/** Empty findings, with room for so many. */
export function createFindings(mostVerdicts: number, mostCompositions: number): Findings {
  return {
    verdicts: new LRUCache({ max: mostVerdicts }),
    compositions: new LRUCache({ max: mostCompositions }),
  };
}

/** The steps of a publication, done by the lane's worker where they were not done before. */
export function openLane({ queue, own, others, adopts, takeUntold, keep }: LaneOptions): PublishingSteps {
  const remember = (operator: OperatorSdl, found: SubgraphVerdict): SubgraphVerdict => {
    const verdict = keep(found);
    own.verdicts.set(operator.code, { operator, verdict });
    return verdict;
  };
  return {
    async verify(operator) {
      const mine = own.verdicts.get(operator.code);
      if (mine !== undefined && isSame(mine.operator, operator)) return mine.verdict;
      const theirs = others.verdicts.peek(operator.code);
      if (theirs !== undefined && isSame(theirs.operator, operator)) {
        return adopts ? remember(operator, theirs.verdict) : theirs.verdict;
      }
      const outcome = await queue.ask({ kind: 'verify', operator, proofs: takeUntold() });
      // Not remembered: the next attempt may succeed.
      if (outcome.kind === 'failed') return { problems: [unfinished(outcome.reason)] };
      const found = outcome.answer as SubgraphVerdict;
      return found.problems.some(({ code }) => code === 'HUB006') ? found : remember(operator, found);
    },
    async compose(extensions) {
      const key = digestTexts(extensions.flatMap(({ code, role, sdl }) => [code, role, sdl]));
      const mine = own.compositions.get(key);
      if (mine !== undefined) return mine;
      const theirs = others.compositions.peek(key);
      if (theirs !== undefined) {
        if (adopts) own.compositions.set(key, theirs);
        return theirs;
      }
      const outcome = await queue.ask({ kind: 'compose', extensions });
      if (outcome.kind === 'failed') return { problems: [unfinished(outcome.reason)], hints: [] };
      const composition = outcome.answer as Composition;
      if (composition.supergraphSdl !== undefined) own.compositions.set(key, composition);
      return composition;
    },
  };
}

/** Texts that are the same object are compared without being read: 1,500 of them take no time. */
function isSame(one: OperatorSdl, other: OperatorSdl): boolean {
  return one.role === other.role && one.file === other.file && one.sdl === other.sdl;
}
