/**
 * What clauses say that grants nothing yet: of a field that no operator's SDL has so far, of one that no shared way leads to, for
 * delegated parcels. Invariant: it is compared as it is written, since the day on which it begins to count is not in the agreement.
 */
import type { Agreement, Clause } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import { type EffectiveGrant, keyOfGrant } from './listEffectiveGrants.ts';

/** Fields of which one of two agreements says more than the other that grants nothing yet, sorted. */
export function compareDormant(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const differing = [
    ...[...before].filter(([text]) => !after.has(text)),
    ...[...after].filter(([text]) => !before.has(text)),
  ];
  return [...new Set(differing.map(([, coordinate]) => coordinate))].sort();
}

/** What is said, as a text for each purpose and relation, with the field that it is about. */
export function listDormant(
  { clauses }: Agreement,
  grants: ReadonlyMap<string, EffectiveGrant>,
  contract: AgreementContract,
): ReadonlyMap<string, string> {
  return new Map(
    clauses
      .filter((clause) => !isWay(clause, contract))
      .flatMap(({ coordinate, purposes, relations, mask, until, graceDays }) =>
        purposes.flatMap((purpose) =>
          relations
            .map((relation) => keyOfGrant(coordinate, relation, purpose))
            .filter((key) => !grants.has(key))
            .map((key) => [JSON.stringify([key, mask, until, graceDays]), coordinate] as const),
        ),
      ),
  );
}

/** By itself a way to fields below it grants nothing, whenever it begins to count: those fields need clauses of their own. */
function isWay({ coordinate }: Clause, { types }: AgreementContract): boolean {
  const [type = '', name = ''] = coordinate.split('.');
  return types.get(type)?.get(name)?.isObject === true;
}
