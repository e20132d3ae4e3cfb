/**
 * What differs between two contracts, as names. Invariant: a document in which none of these names stands reads the same against
 * both, since a reading looks up nothing but what the document names.
 */
import type { AgreementContract, ContractField } from '../../agreements/agreementContract.ts';

/** Names of types and fields that came, went or mean something else; undefined where a contract differs in more than that. */
export function listChangedNames(
  before: AgreementContract,
  after: AgreementContract,
): ReadonlySet<string> | undefined {
  if (!isSame(before.legTypes, after.legTypes) || !isSame(before.statuses, after.statuses)) return undefined;
  const changed = new Set<string>();
  for (const [one, other] of [
    [before.interfaces, after.interfaces],
    [before.otherTypes, after.otherTypes],
  ] as const) {
    for (const name of [...one, ...other]) if (one.has(name) !== other.has(name)) changed.add(name);
  }
  for (const name of new Set([...before.types.keys(), ...after.types.keys()])) {
    const [old, fresh] = [before.types.get(name), after.types.get(name)];
    if (old === undefined || fresh === undefined) changed.add(name);
    for (const field of new Set([...(old?.keys() ?? []), ...(fresh?.keys() ?? [])])) {
      if (describe(old?.get(field)) !== describe(fresh?.get(field))) changed.add(field);
    }
  }
  return changed;
}

function isSame(one: Iterable<string>, other: Iterable<string>): boolean {
  return JSON.stringify([...one]) === JSON.stringify([...other]);
}

function describe(field: ContractField | undefined): string {
  if (field === undefined) return '';
  return JSON.stringify({ ...field, arguments: [...field.arguments] });
}
