/**
 * Lets so many in at a time; the others wait, each no longer than it can, and whoever came last goes first.
 * When more come than can be served, whoever came first has no time left for an answer when its turn comes: served in
 * that order, all would be served in vain, and that goes on when all is well again. Served the other way round, most are in time.
 * Invariant: whoever waited in vain is gone from the queue, and nothing is done for it.
 */

export interface Gate {
  /** Resolves when there is a place; rejects with `outOfTime` when there was none for that many milliseconds. */
  enter(timeoutMs: number): Promise<void>;
  /** Gives a place back: once for each time somebody got in. */
  leave(): void;
}

/** A gate with that many places. */
export function createGate(places: number, outOfTime: Error): Gate {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    enter(timeoutMs) {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const goIn = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(goIn), 1);
          reject(outOfTime);
        }, timeoutMs);
        waiting.push(goIn);
      });
    },
    leave() {
      const last = waiting.pop();
      if (last === undefined) free += 1;
      else last();
    },
  };
}
