/**
 * Writes a property to an object that may come from outside and may have a prototype.
 * Invariant: `__proto__` becomes an ordinary property; a prototype is never changed.
 */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    target[key] = value;
  }
}
