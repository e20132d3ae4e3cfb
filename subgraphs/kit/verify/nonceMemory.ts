/**
 * Remembers the nonces of verified requests for as long as their signatures hold.
 * Invariant: what is remembered is never forgotten early; a memory that is full takes no more, so that nothing can be
 * replayed by filling it.
 */
import { CLOCK_SKEW_S } from './grant.ts';

export interface NonceMemory {
  /** Remembers a nonce until its signature has expired, at a time in seconds. */
  add(nonce: string, expires: number, now: number): 'added' | 'known' | 'full';
}

/** At 22 characters a nonce some 20 MB: more requests than an operator answers in the seconds that a signature holds. */
const CAPACITY = 200_000;

/** A memory for one process. */
export function createNonceMemory(capacity = CAPACITY): NonceMemory {
  // By second of expiry: the expiry is signed with the nonce, so a replayed request looks into the same set.
  const bySecond = new Map<number, Set<string>>();
  let size = 0;
  let sweptAt = 0;
  const sweep = (now: number): void => {
    if (now === sweptAt) return;
    sweptAt = now;
    for (const [expires, nonces] of bySecond) {
      if (expires + CLOCK_SKEW_S >= now) continue;
      size -= nonces.size;
      bySecond.delete(expires);
    }
  };
  return {
    add(nonce, expires, now) {
      sweep(now);
      const nonces = bySecond.get(expires) ?? new Set();
      if (nonces.has(nonce)) return 'known';
      if (size >= capacity) return 'full';
      bySecond.set(expires, nonces.add(nonce));
      size += 1;
      return 'added';
    },
  };
}
