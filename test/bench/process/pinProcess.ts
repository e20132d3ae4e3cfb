/**
 * Gives the contender a core of its own, and all others the rest. Without it the operator that the contender wakes is often
 * put on the contender's core, and takes a third of its time: what is measured then is the scheduler.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The contender's core, or all the others. */
export type Core = 'own' | 'shared';

/** Whether processes can be pinned here: it takes Linux's `taskset` and two cores. */
export const canPin =
  process.platform === 'linux' &&
  availableParallelism() > 1 &&
  spawnSync('taskset', ['-c', `0,${availableParallelism() - 1}`, 'true']).status === 0;

/** Pins a process that has just begun, with all threads that it will start. */
export function pinProcess(pid: number | undefined, core: Core): void {
  if (!canPin || pid === undefined) return;
  const cores = core === 'own' ? '0' : `1-${availableParallelism() - 1}`;
  spawnSync('taskset', ['-a', '-p', '-c', cores, String(pid)]);
}
