/**
 * Keeps what was used lately: two maps, of which the older is dropped when the younger is full.
 * Invariant: what it holds never weighs more than twice its capacity, and forgetting an entry changes nothing but time.
 */

/** A cache for values that can be made again. Reading is a map lookup; there is no list to keep in order. */
export class RotatingCache<Key, Value> {
  readonly #capacity: number;
  readonly #weigh: (value: Value) => number;
  #young = new Map<Key, Value>();
  #old = new Map<Key, Value>();
  #weight = 0;

  constructor(capacity: number, weigh: (value: Value) => number = () => 1) {
    this.#capacity = capacity;
    this.#weigh = weigh;
  }

  get(key: Key): Value | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const aged = this.#old.get(key);
    if (aged !== undefined) this.set(key, aged);
    return aged;
  }

  set(key: Key, value: Value): void {
    this.grow(this.#weigh(value));
    this.#young.set(key, value);
  }

  /** Counts what a value in the cache has gained since it was set. */
  grow(weight: number): void {
    this.#weight += weight;
    if (this.#weight <= this.#capacity) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#weight = weight;
  }
}
