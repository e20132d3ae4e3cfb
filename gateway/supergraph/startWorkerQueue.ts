/**
 * Sends jobs to one long-lived worker thread, one at a time. Invariant: a worker that dies or takes too long costs the
 * job it was at, and no other: jobs that wait go to a new worker.
 */
import type { Worker } from 'node:worker_threads';
import { startThread } from '../base/startThread.ts';

/** What a job ended with. */
export type JobOutcome<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly reason: string };

/** A queue in front of a worker. */
export interface WorkerQueue<Job, Answer> {
  ask(job: Job): Promise<JobOutcome<Answer>>;
  /** Ends the worker; jobs that are not finished fail. */
  close(): Promise<void>;
}

/** How the worker is started. */
export interface WorkerQueueOptions {
  readonly url: URL;
  readonly workerData: () => unknown;
  readonly timeLimitMs: number;
  readonly memoryLimitMb: number;
}

interface PendingJob<Job, Answer> {
  readonly job: Job;
  readonly settle: (outcome: JobOutcome<Answer>) => void;
}

/** A queue whose worker starts with the first job and does not keep the process alive while it is idle. */
export function startWorkerQueue<Job, Answer>(options: WorkerQueueOptions): WorkerQueue<Job, Answer> {
  const pending: PendingJob<Job, Answer>[] = [];
  let worker: Worker | undefined;
  let current: ((outcome: JobOutcome<Answer>) => void) | undefined;
  let lastId = 0;
  let isClosed = false;

  const drop = (reason: string): void => {
    const dropped = worker;
    worker = undefined;
    void dropped?.terminate();
    current?.({ kind: 'failed', reason });
  };
  const startNext = (): void => {
    const next = current === undefined ? pending.shift() : undefined;
    if (next === undefined) return;
    lastId += 1;
    worker ??= startWorker(options);
    runJob(worker, lastId, next);
  };
  const runJob = (busy: Worker, id: number, { job, settle }: PendingJob<Job, Answer>): void => {
    const onMessage = (message: { readonly id: number; readonly answer: Answer }): void => {
      if (message.id === id) current?.({ kind: 'answered', answer: message.answer });
    };
    const onError = (error: unknown): void => drop(`the worker failed: ${String(error)}`);
    const onExit = (): void => drop('the worker ended');
    const timer = setTimeout(
      () => drop(`it took longer than ${options.timeLimitMs} ms`),
      options.timeLimitMs,
    );
    current = (outcome) => {
      current = undefined;
      clearTimeout(timer);
      busy.off('message', onMessage).off('error', onError).off('exit', onExit);
      busy.unref();
      settle(outcome);
      startNext();
    };
    busy.on('message', onMessage).on('error', onError).on('exit', onExit);
    busy.ref();
    busy.postMessage({ id, job });
  };

  return {
    ask: (job) =>
      new Promise((settle) => {
        if (isClosed) return settle({ kind: 'failed', reason: 'the worker is closed' });
        pending.push({ job, settle });
        startNext();
      }),
    async close() {
      isClosed = true;
      const open = worker;
      for (const { settle } of pending.splice(0)) settle({ kind: 'failed', reason: 'the worker is closed' });
      drop('the worker is closed');
      await open?.terminate();
    },
  };
}

function startWorker({ url, workerData, memoryLimitMb }: WorkerQueueOptions): Worker {
  const worker = startThread(url, {
    workerData: workerData(),
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  });
  // Between jobs nobody else listens, and an `error` that nobody listens to would end the process.
  worker.on('error', () => {});
  return worker;
}
