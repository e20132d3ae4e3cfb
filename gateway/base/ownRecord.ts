/**
 * Objects that are keyed by names from outside: aliases, JSON from operators.
 * Invariant: nothing is inherited, so `__proto__` and `constructor` are ordinary keys and reach no prototype.
 */

// An instance of a constructor with an empty prototype keeps V8's fast property layout; `Object.create(null)` does not.
// biome-ignore lint/complexity/useArrowFunction: an arrow function is no constructor.
const Empty = function () {} as unknown as { new (): Record<string, unknown>; prototype: object };
Empty.prototype = Object.freeze(Object.create(null) as object);

/** A new object without inherited properties. */
export function ownRecord(): Record<string, unknown> {
  return new Empty();
}

/** The own property of a value from outside, or undefined when the value is no object or has no such property. */
export function readOwn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Values by field, and no list of them. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
