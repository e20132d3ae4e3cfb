/**
 * Finds the objects at a path of the plan, such as `parcels.@.legs.@`, in the data gathered so far, and says where they
 * are. Invariant: both walks visit the same objects in the same order, so an index into one fits the other.
 */
import { isRecord } from './mergeData.ts';

type Data = Record<string, unknown>;

/** A path of the plan: `@` stands for every element of a list. */
export type DataPath = readonly string[];

/** The objects at a path; nulls and what is missing are left out. */
export function collectAt(root: Data, path: DataPath): Data[] {
  const found: Data[] = [];
  collect(root, path, 0, found);
  return found;
}

function collect(value: unknown, path: DataPath, depth: number, found: Data[]): void {
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth;
    for (let index = 0; index < value.length; index++) collect(value[index], path, next, found);
    return;
  }
  if (!isRecord(value)) return;
  const step = path[depth];
  if (step === undefined) found.push(value);
  else if (step !== '@' && Object.hasOwn(value, step)) collect(value[step], path, depth + 1, found);
}

/** Where the objects at a path are, with the index of each list. Walked only when there is an error to place. */
export function listPathsAt(root: Data, path: DataPath): (readonly (string | number)[])[] {
  const found: (readonly (string | number)[])[] = [];
  const at: (string | number)[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      const next = path[depth] === '@' ? depth + 1 : depth;
      for (const [index, element] of value.entries()) {
        at.push(index);
        walk(element, next);
        at.pop();
      }
      return;
    }
    if (!isRecord(value)) return;
    const step = path[depth];
    if (step === undefined) {
      found.push([...at]);
    } else if (step !== '@' && Object.hasOwn(value, step)) {
      at.push(step);
      walk(value[step], depth + 1);
      at.pop();
    }
  };
  walk(root, 0);
  return found;
}
