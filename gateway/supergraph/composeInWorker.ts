/**
 * Checks and composes in worker threads: one for what goes live, and another for drafts, which starts with the first of them or
 * with a rehearsal.
 * Invariant: what goes live never waits for a draft, and no draft displaces what is known of documents that are live.
 */
import { LRUCache } from 'lru-cache';
import { roleSdl } from '../../schema/network.ts';
import { internCapabilities } from '../base/internCapabilities.ts';
import type { OperatorSdl } from './checkSubgraph.ts';
import type { CompositionAnswers, CompositionJob } from './compositionJob.ts';
import { createFindings, type LaneOptions, openLane } from './compositionLane.ts';
import { type Publication, publishNetwork } from './publishNetwork.ts';
import { startWorkerQueue, type WorkerQueueOptions } from './startWorkerQueue.ts';
import type { SubgraphVerdict } from './verifySubgraph.ts';

/** What checks and composes. */
export interface Composer {
  /** Checks one operator's SDL and composes it alone; nothing goes live. */
  check(operator: OperatorSdl): Promise<SubgraphVerdict>;
  /** What goes live with these operators. */
  publish(operators: readonly OperatorSdl[]): Promise<Publication>;
}

/** The hub's composer: by itself for what goes live. */
export interface NetworkComposer extends Composer {
  /** For what operators hand in, however much of it there is. */
  readonly drafts: Composer;
  /** Has the drafts' worker check something once, so that the first draft need not wait until it is loaded: a second or two. */
  rehearse(): Promise<void>;
  /** Takes proofs of other hubs, from `PublishedOperator.proof`: what they prove is not composed alone again. */
  trust(proofs: Iterable<string>): void;
  close(): Promise<void>;
}

/** Options; each has a default that serves. */
export interface NetworkComposerOptions extends Partial<Omit<WorkerQueueOptions, 'workerData'>> {
  /** Proofs of earlier runs, from `PublishedOperator.proof`. */
  readonly proofs?: Iterable<string>;
}

/** The contract is a subgraph too, the largest that anybody needs. */
const REHEARSED: CompositionJob = {
  kind: 'verify',
  operator: { code: 'rehearsal', role: 'courier', sdl: roleSdl('courier') },
  proofs: [],
};

const MOST_PROOFS = 20_000;
const MOST_VERDICTS = 10_000;
/** Each may be as large as a document may be. */
const MOST_DRAFTS = 100;
const MOST_COMPOSITIONS = 4;

/** Starts a composer; its threads start with their first jobs. */
export function composeInWorker(options: NetworkComposerOptions = {}): NetworkComposer {
  const proofs = new LRUCache<string, true>({ max: MOST_PROOFS });
  for (const proof of options.proofs ?? []) proofs.set(proof, true);
  /** Proofs that the worker of what goes live has not been told of. */
  const untold: string[] = [];
  const intern = internCapabilities();
  const startQueue = () =>
    startWorkerQueue<CompositionJob, CompositionAnswers[CompositionJob['kind']]>({
      url: options.url ?? new URL('./compositionWorker.ts', import.meta.url),
      timeLimitMs: options.timeLimitMs ?? 30_000,
      memoryLimitMb: options.memoryLimitMb ?? 1_024,
      // A worker that is started after a crash knows what the one before it had proven.
      workerData: () => ({ proofs: [...proofs.keys()] }),
    });
  const [liveQueue, draftQueue] = [startQueue(), startQueue()];
  const live = createFindings(MOST_VERDICTS, MOST_COMPOSITIONS);
  const tried = createFindings(MOST_DRAFTS, MOST_COMPOSITIONS);

  const own = openComposer({
    queue: liveQueue,
    own: live,
    others: tried,
    // A draft that goes live was checked a moment ago.
    adopts: true,
    takeUntold: () => untold.splice(0),
    keep(verdict) {
      const { capabilities, proof } = verdict;
      if (proof !== undefined) proofs.set(proof, true);
      return capabilities === undefined ? verdict : { ...verdict, capabilities: intern(capabilities) };
    },
  });
  const drafts = openComposer({
    queue: draftQueue,
    own: tried,
    others: live,
    adopts: false,
    // What others have proven is live, and known from there.
    takeUntold: () => [],
    keep: (verdict) => verdict,
  });
  return {
    ...own,
    drafts,
    async rehearse() {
      await draftQueue.ask(REHEARSED);
    },
    trust(trusted) {
      for (const proof of trusted) {
        if (proofs.has(proof)) continue;
        proofs.set(proof, true);
        untold.push(proof);
      }
    },
    async close() {
      await Promise.all([liveQueue.close(), draftQueue.close()]);
    },
  };
}

function openComposer(options: LaneOptions): Composer {
  const steps = openLane(options);
  return { check: steps.verify, publish: (operators) => publishNetwork(operators, steps) };
}
