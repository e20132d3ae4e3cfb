/** Starts a TypeScript module in a worker thread, whatever runs this process: node with tsx, or the test runner. */
import { Worker, type WorkerOptions } from 'node:worker_threads';

export interface ThreadOptions extends Omit<WorkerOptions, 'workerData'> {
  /** What the module finds as `workerData.data`. */
  readonly data?: unknown;
}

/** The thread. Listen to its `error`: one that nobody listens to ends the process. */
export function startThread(module: URL, { data, ...options }: ThreadOptions = {}): Worker {
  const entry = new URL('./threadEntry.mjs', import.meta.url);
  return new Worker(entry, { ...options, workerData: { module: module.href, data } });
}
