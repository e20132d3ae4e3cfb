/**
 * The generator's only source of chance: a small seeded generator (sfc32), one independent stream per parcel.
 * Invariant: a parcel's stream depends on the seed and the parcel's number alone, so no clock, no `Math.random`.
 */

/** Draws from one stream of chance. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One item of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** A string of decimal digits. */
  digits(length: number): string;
}

/** The stream of chance number `stream` under a seed. */
export function createRandom(seed: number, stream: number): Random {
  const next = sfc32(seed >>> 0, stream >>> 0);
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new Error('cannot pick from an empty list');
      return item;
    },
    digits: (length) => Array.from({ length }, () => int(0, 9)).join(''),
  };
}

/** PractRand's sfc32, with the first draws thrown away so that near seeds part company. */
function sfc32(seed: number, stream: number): () => number {
  let a = seed | 0;
  let b = stream | 0;
  let c = 0x9e3779b9;
  let counter = 1;
  const draw = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 15; round++) draw();
  return draw;
}
