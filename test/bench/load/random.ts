/** A small seeded generator, so that every contender is asked for the same parcels in the same order. */

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `count` items picked at random, with repetition. */
export function pick<Item>(items: readonly Item[], count: number, random: () => number): readonly Item[] {
  return Array.from({ length: count }, () => items[Math.floor(random() * items.length)] as Item);
}
