/** The composition worker, except that two operator codes make it die or never answer. */
import { parentPort } from 'node:worker_threads';
import { type CompositionJob, runCompositionJob } from '../../gateway/supergraph/compositionJob.ts';

parentPort?.on('message', ({ id, job }: { readonly id: number; readonly job: CompositionJob }) => {
  if (job.kind === 'verify' && job.operator.code === 'dies') process.exit(7);
  if (job.kind === 'verify' && job.operator.code === 'throws') throw new Error('out of luck');
  if (job.kind === 'verify' && job.operator.code === 'hangs') for (;;);
  parentPort?.postMessage({ id, answer: runCompositionJob(job, new Map()) });
});
