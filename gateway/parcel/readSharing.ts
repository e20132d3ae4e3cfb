/** What an operator shares with the caller now: every field it implements, asked of the decision function. */
import type { Relation } from '../agreements/decision.ts';
import type { RequestScope } from '../request/requestScope.ts';
import { decideForRelation } from './visibleLegs.ts';

interface SharedField {
  readonly coordinate: string;
  readonly parcels: readonly Relation[];
  readonly mask: string | null;
}

const RELATIONS: readonly Relation[] = ['OWN', 'DELEGATED', 'FOREIGN'];

/** The fields that an operator shares, by coordinate; null for an operator that is not on the network. */
export function readSharing(code: string, scope: RequestScope): { fields: readonly SharedField[] } | null {
  const operator = scope.network.operators.get(code);
  if (operator === undefined) return null;
  const policies = RELATIONS.map((relation) => ({
    relation,
    policy: decideForRelation(code, relation, scope),
  }));
  const fields = [...operator.capabilities.fields.keys()].flatMap((coordinate): readonly SharedField[] => {
    const decided = policies.map(({ relation, policy }) => ({
      relation,
      decision: policy.decide(coordinate),
    }));
    const granted = decided.filter(({ decision }) => decision.kind !== 'withhold');
    if (granted.length === 0) return [];
    const masked = granted.find(({ decision }) => decision.kind === 'mask')?.decision;
    const mask = masked?.kind === 'mask' ? masked.mask : null;
    return [{ coordinate, parcels: granted.map(({ relation }) => relation), mask }];
  });
  return { fields: fields.sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1)) };
}
