/** The last operation that was run and what came of it. */
import type { Caller, HubAnswer, Operation } from './askServer.ts';
import { createStore } from './createStore.ts';

export interface Run {
  readonly operation: Operation;
  readonly caller: Caller;
  readonly answer: HubAnswer;
  /** How long it took as seen from here, in milliseconds. */
  readonly ms: number;
}

export const lastRun = createStore<Run | undefined>(undefined);

/** The operation in the editor, run or not: other views begin with it. */
export const currentOperation = createStore<Operation | undefined>(undefined);
