/**
 * What an agreement really grants: for every field, purpose and relation the mask, and the states of a leg in which the whole
 * way to the field is granted. Invariant: it is read from the compiled table, so how the clauses are written makes no
 * difference.
 */
import { PURPOSES } from '../../../schema/privacy.ts';
import type { Agreement } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import type { LegPolicy, Relation } from '../decision.ts';
import { compileTable } from '../table/compileTable.ts';
import { type FieldIndex, indexFields } from '../table/indexFields.ts';
import { listReadableFields } from '../table/spreadGrants.ts';
import type { LegStateAtZero } from './listLegStates.ts';

/** A field that is granted for a purpose and a relation. */
export interface EffectiveGrant {
  readonly coordinate: string;
  readonly purpose: string;
  readonly relation: Relation;
  /** Null for none. It is the same in every state. */
  readonly mask: string | null;
  /** Places in the list of states. */
  readonly states: ReadonlySet<number>;
}

const RELATIONS: readonly Relation[] = ['OWN', 'FOREIGN'];

/** What a grant is found by. */
export function keyOfGrant(coordinate: string, relation: Relation, purpose: string): string {
  return `${coordinate} ${relation} ${purpose}`;
}

/** By coordinate, relation and purpose, as `keyOfGrant` writes them. */
export function listEffectiveGrants(
  agreement: Agreement,
  contract: AgreementContract,
  states: readonly LegStateAtZero[],
): ReadonlyMap<string, EffectiveGrant> {
  const index = indexFields(contract);
  // Whatever its dates, here it is in force.
  const table = compileTable([{ ...agreement, from: 0, until: 1 }], contract);
  const { operator, platform } = agreement;
  const grants = new Map<string, EffectiveGrant & { readonly states: Set<number> }>();
  for (const purpose of PURPOSES.filter((each) => agreement.purposes.includes(each))) {
    for (const relation of RELATIONS) {
      for (const [place, state] of states.entries()) {
        const leg = { operator, relation, acceptedAt: null, ...state };
        const policy = table.decideLeg({ platform, purpose }, leg, 0);
        for (const { coordinate, mask } of listReadable(index, policy)) {
          const key = keyOfGrant(coordinate, relation, purpose);
          const known = grants.get(key);
          if (known === undefined) {
            grants.set(key, { coordinate, purpose, relation, mask, states: new Set([place]) });
          } else known.states.add(place);
        }
      }
    }
  }
  return grants;
}

function listReadable(index: FieldIndex, policy: LegPolicy) {
  const decisions = index.fields.map(({ field }) => policy.decide(field.coordinate));
  const granted = decisions.map(({ kind }, field) => ({ field, views: kind === 'withhold' ? 0 : 1 }));
  return listReadableFields(index, granted).map((place) => {
    const decision = decisions[place];
    const mask = decision?.kind === 'mask' ? decision.mask : null;
    return { coordinate: index.fields[place]?.field.coordinate ?? '', mask };
  });
}
