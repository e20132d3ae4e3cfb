/** Whether anything of a leg can be read: its existence is data, so a leg of which nothing can be read does not exist. */
import type { AgreementContract } from '../agreementContract.ts';
import type { Decision } from '../decision.ts';

/**
 * Whether a field is granted, in this state of the leg or in another one: whether a leg exists must not tell its state, and a list
 * is cut before any state is looked at.
 */
export function isGrantedInSomeState(decision: Decision): boolean {
  return decision.kind !== 'withhold' || decision.code === 'PHASE_OVER';
}

/** True when some leaf is granted at the end of a granted path; keys do not count. `isGranted` is asked for single steps. */
export function grantsAnything(
  isGranted: (coordinate: string) => boolean,
  typeName: string,
  { types }: AgreementContract,
): boolean {
  const seen = new Set<string>();
  const reaches = (name: string): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    return [...(types.get(name)?.values() ?? [])].some(
      (field) => !field.isKey && isGranted(field.coordinate) && (!field.isObject || reaches(field.typeName)),
    );
  };
  return reaches(typeName);
}
