/**
 * Shares equal capabilities between operators: of 1,500 operators most implement one of a few sets, and those that
 * differ still share the argument and value sets.
 */
import type { Capabilities } from './capabilities.ts';

const MOST_VALUES = 10_000;

/** A function that returns the first value equal to the one it is given. */
export function internCapabilities(): (capabilities: Capabilities) => Capabilities {
  const wholes = new Map<string, Capabilities>();
  const sets = new Map<string, ReadonlySet<string>>();
  const internSet = (set: ReadonlySet<string>): ReadonlySet<string> => {
    const key = [...set].sort().join(' ');
    return remember(sets, key, () => set);
  };
  const internMap = (map: ReadonlyMap<string, ReadonlySet<string>>) =>
    new Map([...map].map(([name, set]) => [name, internSet(set)]));
  return (capabilities) => {
    // Sharing saves memory only; what was shared before stays as it is.
    if (wholes.size >= MOST_VALUES) {
      wholes.clear();
      sets.clear();
    }
    return remember(wholes, toKey(capabilities), () => ({
      role: capabilities.role,
      fields: internMap(capabilities.fields),
      enumValues: internMap(capabilities.enumValues),
      masks: internSet(capabilities.masks),
    }));
  };
}

/** Names in SDL hold neither spaces nor punctuation, so the key tells all different capabilities apart. */
function toKey(capabilities: Capabilities): string {
  const lines = (map: ReadonlyMap<string, ReadonlySet<string>>) =>
    [...map].map(([name, set]) => `${name}(${[...set].sort().join(' ')})`).sort();
  return [
    capabilities.role,
    ...lines(capabilities.fields),
    '',
    ...lines(capabilities.enumValues),
    '',
    ...[...capabilities.masks].sort(),
  ].join('\n');
}

function remember<Value>(values: Map<string, Value>, key: string, create: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const created = create();
  values.set(key, created);
  return created;
}
