/**
 * Keeps a hub up to date: renews its lease, and takes in what changed, on word from the store or at the next look.
 * Invariants: one change is taken in after the other; nothing is confirmed before requests are answered by it; whatever fails is
 * tried again, and what was missed meanwhile comes with it. A hub that cannot take a change in, or takes too long, has no lease: it
 * serves the continuity floor, and the changes of all others do not wait for it.
 */
import type { Lease } from './createLease.ts';
import type { NetworkChanges } from './loadChanges.ts';

/** How often the store is asked whether anything changed, in milliseconds, if it does not say so itself. */
const LOOK_MS = 200;
/** The longest time between two tries to take in what cannot be taken in, in milliseconds. */
const LONGEST_PAUSE_MS = 5_000;
/** How often the lease is renewed while changes are taken in, in milliseconds. */
const RENEWAL_MS = 1_000;
/** For how long, in milliseconds: with a lease on top it is less than whoever made the change waits. */
const TAKING_MS = 6_000;

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
  /** Why it does not follow any more; undefined while it does. */
  astray(): Error | undefined;
  /** Stops after what is under way, and gives the lease back. */
  close(): Promise<void>;
}

/** Follows from the first revision on. Resolves when all that is there has been taken in; rejects when that fails. */
export async function followChanges({ lease, load, take, onTrouble }: FollowOptions): Promise<Follower> {
  let known = 0;
  /** What is there has to be taken in before a lease is asked for: else changes would wait for a hub that cannot take them. */
  let isBehind = true;
  let isClosed = false;
  let isPoked = false;
  /** Since when there is something that cannot be read, by a clock that nobody sets. */
  let unreadSince: number | undefined;
  /** Set once the database is another one than it was. */
  let astray: Error | undefined;
  let wake: () => void = () => {};

  const look = async (): Promise<void> => {
    if (astray !== undefined) throw astray;
    let newest = isBehind ? Number.POSITIVE_INFINITY : await lease.renew(known);
    await refuseOlder(newest);
    while (newest > known && !isClosed) {
      const changes = await read();
      await refuseOlder(changes.revision);
      await takeIn(changes);
      known = changes.revision;
      newest = await lease.renew(known);
    }
  };
  const fallBehind = async (): Promise<void> => {
    isBehind = true;
    await lease.giveUp().catch(() => {});
  };
  /** A database that was restored gives numbers a second time: this hub would take what it has for what it never heard of. */
  const refuseOlder = async (revision: number): Promise<void> => {
    if (revision >= known) return;
    astray = new Error(
      `the database is back at revision ${revision}, and this hub has taken in ${known}: it was restored, or is another one; start the hub again`,
    );
    await fallBehind();
    throw astray;
  };
  /** One failure may be the line's alone; nobody waits for ever for a hub whose failures do not end. */
  const read = async (): Promise<NetworkChanges> => {
    try {
      const changes = await load(known);
      unreadSince = undefined;
      return changes;
    } catch (error) {
      unreadSince ??= performance.now();
      if (performance.now() - unreadSince >= TAKING_MS) await fallBehind();
      throw error;
    }
  };
  const takeIn = async (changes: NetworkChanges): Promise<void> => {
    const stopRenewing = isBehind ? () => {} : keepRenewing();
    try {
      await take(changes);
      isBehind = false;
    } catch (error) {
      stopRenewing();
      await fallBehind();
      throw error;
    } finally {
      stopRenewing();
    }
  };
  /** To take in much can last longer than a lease. What fails here fails at the next look too. */
  const keepRenewing = (): (() => void) => {
    const endsAt = performance.now() + TAKING_MS;
    const timer = setInterval(() => {
      if (performance.now() < endsAt) void lease.renew(known).catch(() => {});
      else clearInterval(timer);
    }, RENEWAL_MS);
    return () => clearInterval(timer);
  };
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (isPoked) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    let isTroubled = false;
    let isAstrayTold = false;
    let pauseMs = LOOK_MS;
    while (!isClosed) {
      await pause(pauseMs);
      isPoked = false;
      if (isClosed) return;
      try {
        await look();
        if (isTroubled) onTrouble(null);
        isTroubled = false;
      } catch (error) {
        // A line that was cut can come back to another database: that is news.
        if (!isTroubled || (astray !== undefined && !isAstrayTold)) onTrouble(error);
        isTroubled = true;
        isAstrayTold = astray !== undefined;
      }
      // What cannot be taken in may stop the composer's thread each time; the store is asked as often as ever.
      pauseMs = isBehind ? Math.min(pauseMs * 2, LONGEST_PAUSE_MS) : LOOK_MS;
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
    astray: () => astray,
    async close() {
      isClosed = true;
      poke();
      await running;
      await lease.release().catch(() => {});
    },
  };
}
