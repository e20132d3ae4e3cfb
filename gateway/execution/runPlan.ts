/**
 * Runs a compiled plan: fetch after fetch, each merging what it brought into the data of the request.
 * Invariants: siblings of a parallel node are all sent in the same tick, so that they can share a request; a fetch that
 * fails leaves an error and no data, and never stops the others.
 */
import type { RunnableNode } from './compilePlan.ts';
import { type PlanRun, runFetch } from './runFetch.ts';

/** Runs a node; nothing is returned when nothing had to be waited for. */
export function runPlan(node: RunnableNode, run: PlanRun): Promise<unknown> | undefined {
  switch (node.kind) {
    case 'fetch':
      return runFetch(node, run);
    case 'sequence':
      return runSequence(node.nodes, 0, run);
    case 'parallel':
      return runParallel(node.nodes, run);
  }
}

function runSequence(
  nodes: readonly RunnableNode[],
  from: number,
  run: PlanRun,
): Promise<unknown> | undefined {
  for (let index = from; index < nodes.length; index++) {
    const node = nodes[index];
    const running = node === undefined ? undefined : runPlan(node, run);
    if (running !== undefined) return running.then(() => runSequence(nodes, index + 1, run));
  }
  return undefined;
}

function runParallel(nodes: readonly RunnableNode[], run: PlanRun): Promise<unknown> | undefined {
  const running: Promise<unknown>[] = [];
  for (const node of nodes) {
    const promise = runPlan(node, run);
    if (promise !== undefined) running.push(promise);
  }
  if (running.length < 2) return running[0];
  return Promise.all(running);
}
