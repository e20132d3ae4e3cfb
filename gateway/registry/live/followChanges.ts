/**
 * Keeps a hub up to date: renews its lease, and takes in what changed, on word from the store or at the next look.
 * Invariants: one change is taken in after the other; nothing is confirmed before requests are answered by it; whatever fails is
 * tried again at the next look, and what was missed meanwhile comes with it.
 */
import type { Lease } from './createLease.ts';
import type { NetworkChanges } from './loadChanges.ts';

/** How often the store is asked whether anything changed, in milliseconds, if it does not say so itself. */
const LOOK_MS = 200;
/** How often the lease is renewed while changes are taken in, in milliseconds. */
const RENEWAL_MS = 1_000;

export interface FollowOptions {
  readonly lease: Lease;
  readonly load: (since: number) => Promise<NetworkChanges>;
  /** Makes the changes what requests are answered by. */
  readonly take: (changes: NetworkChanges) => Promise<void>;
  /** Hears of each failure, and null when all is well again. */
  readonly onTrouble: (error: unknown) => void;
}

export interface Follower {
  /** There may be something new. */
  poke(): void;
  /** Stops after what is under way, and gives the lease back. */
  close(): Promise<void>;
}

/** Follows from the first revision on. Resolves when all that is there has been taken in; rejects when that fails. */
export async function followChanges({ lease, load, take, onTrouble }: FollowOptions): Promise<Follower> {
  let known = 0;
  let isFirst = true;
  let isClosed = false;
  let isPoked = false;
  let wake: () => void = () => {};

  const look = async (): Promise<void> => {
    let newest = await lease.renew(isFirst ? -1 : known);
    while (isFirst || newest > known) {
      const changes = await load(known);
      await takeWhileLeased(changes);
      known = changes.revision;
      isFirst = false;
      newest = await lease.renew(known);
    }
  };
  /** To take in much can last longer than a lease. What fails here fails at the next look too. */
  const takeWhileLeased = async (changes: NetworkChanges): Promise<void> => {
    const renewal = setInterval(() => void lease.renew(isFirst ? -1 : known).catch(() => {}), RENEWAL_MS);
    try {
      await take(changes);
    } finally {
      clearInterval(renewal);
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      if (isPoked) return resolve();
      const timer = setTimeout(resolve, LOOK_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    let isTroubled = false;
    while (!isClosed) {
      await pause();
      isPoked = false;
      if (isClosed) return;
      try {
        await look();
        if (isTroubled) onTrouble(null);
        isTroubled = false;
      } catch (error) {
        if (!isTroubled) onTrouble(error);
        isTroubled = true;
      }
    }
  };
  const poke = (): void => {
    isPoked = true;
    wake();
  };

  await look();
  const running = run();
  return {
    poke,
    async close() {
      isClosed = true;
      poke();
      await running;
      await lease.release().catch(() => {});
    },
  };
}
