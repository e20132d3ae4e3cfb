/** The thread in which subgraphs are checked and composed, so that requests do not wait for it. */
import { parentPort, workerData } from 'node:worker_threads';
import { type CompositionJob, runCompositionJob } from './compositionJob.ts';
import type { Proofs } from './verifySubgraph.ts';

const { proofs: known } = workerData as { readonly proofs: readonly string[] };
const proofs: Proofs = new Map(known.map((proof) => [proof, []]));

parentPort?.on('message', ({ id, job }: { readonly id: number; readonly job: CompositionJob }) => {
  parentPort?.postMessage({ id, answer: runCompositionJob(job, proofs) });
});
