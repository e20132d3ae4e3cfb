/**
 * Merges what a fetch brought into the data gathered so far: record into record, lists of one length element by
 * element, anything else replaces. The answer of a source is taken over, not copied.
 * Invariant: only own properties are read and written, so no name in an answer reaches a prototype.
 */
import { setOwn } from './setOwn.ts';

type Data = Record<string, unknown>;

/** Merges the properties of one record into another; `undefined` means that there is no property. */
export function mergeData(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    const incoming = source[key];
    if (incoming === undefined) continue;
    const existing = Object.hasOwn(target, key) ? target[key] : undefined;
    setOwn(target, key, existing === undefined ? incoming : mergeValue(existing, incoming));
  }
}

/** The one value that two fetches gave for one position. */
export function mergeValue(existing: unknown, incoming: unknown): unknown {
  if (Array.isArray(existing)) {
    if (!Array.isArray(incoming) || existing.length !== incoming.length) return incoming;
    for (let index = 0; index < incoming.length; index++) {
      existing[index] = mergeValue(existing[index], incoming[index]);
    }
    return existing;
  }
  if (!isRecord(existing) || !isRecord(incoming)) return incoming;
  if (existing !== incoming) mergeData(existing, incoming);
  return existing;
}

/** Whether a value is an object and no list. */
export function isRecord(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
