/**
 * Finds the way from a leg to a field on which the fewest steps are withheld: what a caller would take, or what stands in
 * its way. Invariant: where any way is granted whole, one such way is found.
 */
import type { AgreementContract, ContractField } from '../agreementContract.ts';

/** Whether one step is granted. */
export type IsGranted = (field: ContractField) => boolean;

/** A way, step by step; of two with as many withheld steps the shorter one. Undefined where nothing leads to the field. */
export function findBestPath(
  contract: AgreementContract,
  legTypes: readonly string[],
  target: ContractField,
  isGranted: IsGranted,
): readonly ContractField[] | undefined {
  let best: Way | undefined;
  const shortest = new Map<string, Way>(legTypes.map((type) => [type, { steps: [], withheld: 0 }]));
  // A set is walked in the order of insertion; a type for which a better way was found is put in again.
  const pending = new Set(legTypes);
  for (const type of pending) {
    pending.delete(type);
    const way = shortest.get(type);
    if (way === undefined) continue;
    for (const field of contract.types.get(type)?.values() ?? []) {
      const next = { steps: [...way.steps, field], withheld: way.withheld + (isGranted(field) ? 0 : 1) };
      if (field.coordinate === target.coordinate && isBetter(next, best)) best = next;
      if (field.isKey || !field.isObject || !isBetter(next, shortest.get(field.typeName))) continue;
      shortest.set(field.typeName, next);
      pending.add(field.typeName);
    }
  }
  return best?.steps;
}

/** Whether something can be read below an object: a leaf to which every step is granted. */
export function hasReadableLeaf(
  contract: AgreementContract,
  object: ContractField,
  isGranted: IsGranted,
): boolean {
  const pending = new Set([object.typeName]);
  for (const type of pending) {
    for (const field of contract.types.get(type)?.values() ?? []) {
      if (!isGranted(field)) continue;
      if (!field.isObject) return true;
      pending.add(field.typeName);
    }
  }
  return false;
}

interface Way {
  readonly steps: readonly ContractField[];
  readonly withheld: number;
}

function isBetter(one: Way, other: Way | undefined): boolean {
  if (other === undefined || one.withheld < other.withheld) return true;
  return one.withheld === other.withheld && one.steps.length < other.steps.length;
}
