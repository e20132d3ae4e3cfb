/**
 * How far a hub has come with taking changes in, and who waits for it to come further.
 * Invariant: a wait ends: with the revision that was waited for, or after a time.
 */

export interface TakeInMark {
  /** The hub answers by this revision now. */
  reach(revision: number): void;
  /** Whether the hub answers by this revision, within so many milliseconds. */
  wait(revision: number, limitMs: number): Promise<boolean>;
}

interface Waiter {
  readonly revision: number;
  readonly resolve: (hasCome: boolean) => void;
  readonly timer: NodeJS.Timeout;
}

/** A mark at nothing. */
export function createTakeInMark(): TakeInMark {
  let reached = Number.NEGATIVE_INFINITY;
  const waiting = new Set<Waiter>();
  const settle = (waiter: Waiter, hasCome: boolean): void => {
    clearTimeout(waiter.timer);
    waiting.delete(waiter);
    waiter.resolve(hasCome);
  };
  return {
    reach(revision) {
      reached = revision;
      for (const waiter of [...waiting]) if (waiter.revision <= reached) settle(waiter, true);
    },
    wait(revision, limitMs) {
      if (revision <= reached) return Promise.resolve(true);
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(waiter, false), limitMs);
        const waiter: Waiter = { revision, resolve, timer };
        waiting.add(waiter);
      });
    },
  };
}
