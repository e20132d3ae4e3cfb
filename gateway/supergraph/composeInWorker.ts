/**
 * Checks and composes in a worker thread, and remembers what it found. Invariant: an SDL that has not changed is not
 * checked again, and the network is not composed again while its extensions are the same.
 */
import { LRUCache } from 'lru-cache';
import { digestTexts } from '../base/digestTexts.ts';
import { internCapabilities } from '../base/internCapabilities.ts';
import type { OperatorSdl } from './checkSubgraph.ts';
import type { Composition } from './composeGraphs.ts';
import { type CompositionAnswers, type CompositionJob, unfinished } from './compositionJob.ts';
import { type Publication, publishNetwork } from './publishNetwork.ts';
import type { ExtensionSdl } from './readExtension.ts';
import { startWorkerQueue, type WorkerQueueOptions } from './startWorkerQueue.ts';
import type { SubgraphVerdict } from './verifySubgraph.ts';

/** The hub's composer. */
export interface NetworkComposer {
  /** Checks one operator's SDL and composes it alone; nothing goes live. */
  check(operator: OperatorSdl): Promise<SubgraphVerdict>;
  /** What goes live with these operators. */
  publish(operators: readonly OperatorSdl[]): Promise<Publication>;
  /** Takes proofs of other hubs, from `PublishedOperator.proof`: what they prove is not composed alone again. */
  trust(proofs: Iterable<string>): void;
  close(): Promise<void>;
}

/** Options; each has a default that serves. */
export interface NetworkComposerOptions extends Partial<Omit<WorkerQueueOptions, 'workerData'>> {
  /** Proofs of earlier runs, from `PublishedOperator.proof`. */
  readonly proofs?: Iterable<string>;
}

/** Of each operator the latest document is remembered, with what was found. */
interface RememberedVerdict {
  readonly operator: OperatorSdl;
  readonly verdict: SubgraphVerdict;
}

const MOST_PROOFS = 20_000;
const MOST_VERDICTS = 10_000;
const MOST_COMPOSITIONS = 4;

/** Starts a composer; its thread starts with the first job. */
export function composeInWorker(options: NetworkComposerOptions = {}): NetworkComposer {
  const proofs = new LRUCache<string, true>({ max: MOST_PROOFS });
  for (const proof of options.proofs ?? []) proofs.set(proof, true);
  /** Proofs that the worker has not been told of. */
  const untold: string[] = [];
  const intern = internCapabilities();
  const verdicts = new LRUCache<string, RememberedVerdict>({ max: MOST_VERDICTS });
  const compositions = new LRUCache<string, Composition>({ max: MOST_COMPOSITIONS });
  const queue = startWorkerQueue<CompositionJob, CompositionAnswers[CompositionJob['kind']]>({
    url: options.url ?? new URL('./compositionWorker.ts', import.meta.url),
    timeLimitMs: options.timeLimitMs ?? 30_000,
    memoryLimitMb: options.memoryLimitMb ?? 1_024,
    // A worker that is started after a crash knows what the one before it had proven.
    workerData: () => ({ proofs: [...proofs.keys()] }),
  });

  const verify = async (operator: OperatorSdl): Promise<SubgraphVerdict> => {
    const remembered = verdicts.get(operator.code);
    if (remembered !== undefined && isSame(remembered.operator, operator)) return remembered.verdict;
    const outcome = await queue.ask({ kind: 'verify', operator, proofs: untold.splice(0) });
    // Not remembered: the next attempt may succeed.
    if (outcome.kind === 'failed') return { problems: [unfinished(outcome.reason)] };
    const answer = outcome.answer as SubgraphVerdict;
    const { capabilities } = answer;
    const verdict = capabilities === undefined ? answer : { ...answer, capabilities: intern(capabilities) };
    if (verdict.proof !== undefined) proofs.set(verdict.proof, true);
    if (!verdict.problems.some(({ code }) => code === 'HUB006')) {
      verdicts.set(operator.code, { operator, verdict });
    }
    return verdict;
  };
  const compose = async (extensions: readonly ExtensionSdl[]): Promise<Composition> => {
    const key = digestTexts(extensions.flatMap(({ code, role, sdl }) => [code, role, sdl]));
    const known = compositions.get(key);
    if (known !== undefined) return known;
    const outcome = await queue.ask({ kind: 'compose', extensions });
    if (outcome.kind === 'failed') return { problems: [unfinished(outcome.reason)], hints: [] };
    const composition = outcome.answer as Composition;
    if (composition.supergraphSdl !== undefined) compositions.set(key, composition);
    return composition;
  };
  return {
    check: verify,
    publish: (operators) => publishNetwork(operators, { verify, compose }),
    trust(trusted) {
      for (const proof of trusted) {
        if (proofs.has(proof)) continue;
        proofs.set(proof, true);
        untold.push(proof);
      }
    },
    close: () => queue.close(),
  };
}

/** Texts that are the same object are compared without being read: 1,500 of them take no time. */
function isSame(one: OperatorSdl, other: OperatorSdl): boolean {
  return one.role === other.role && one.file === other.file && one.sdl === other.sdl;
}
