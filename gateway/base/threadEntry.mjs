/**
 * Where every worker thread begins: makes TypeScript known to the thread, then runs the module that was asked for.
 * It is JavaScript because nothing else runs before that; `--import tsx` reaches no thread under the test runner.
 */
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.module);
