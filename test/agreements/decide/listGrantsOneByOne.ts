/**
 * What an agreement grants, asked of the compiled table state by state, and how it is said, by comparing every set with every
 * other: the long way, by which the quick one is judged.
 */
import type { Agreement } from '../../../gateway/agreements/agreement.ts';
import type { AgreementContract } from '../../../gateway/agreements/agreementContract.ts';
import type { Relation } from '../../../gateway/agreements/decision.ts';
import type { LegStateAtZero } from '../../../gateway/agreements/diff/listLegStates.ts';
import { DAY_MS } from '../../../gateway/agreements/phase.ts';
import { compileTable } from '../../../gateway/agreements/table/compileTable.ts';
import { indexFields } from '../../../gateway/agreements/table/indexFields.ts';
import { listReadableFields } from '../../../gateway/agreements/table/spreadGrants.ts';

export interface SlowGrant {
  readonly mask: string | null;
  /** Places in the list of states. */
  readonly states: readonly number[];
}

/** By coordinate, relation and purpose. */
export function listGrantsOneByOne(
  agreement: Agreement,
  contract: AgreementContract,
  states: readonly LegStateAtZero[],
): ReadonlyMap<string, SlowGrant> {
  const { operator, platform } = agreement;
  const index = indexFields(contract);
  const table = compileTable([{ ...agreement, from: 0, until: 1 }], contract);
  const grants = new Map<string, { readonly mask: string | null; readonly states: number[] }>();
  for (const purpose of new Set(agreement.purposes)) {
    for (const relation of ['OWN', 'FOREIGN'] satisfies Relation[]) {
      for (const [place, state] of states.entries()) {
        const leg = { operator, relation, acceptedAt: null, ...state };
        const policy = table.decideLeg({ platform, purpose }, leg, 0);
        const decisions = index.fields.map(({ field }) => policy.decide(field.coordinate));
        const granted = decisions.map(({ kind }, field) => ({ field, views: kind === 'withhold' ? 0 : 1 }));
        for (const field of listReadableFields(index, granted)) {
          const decision = decisions[field];
          const key = `${index.fields[field]?.field.coordinate} ${relation} ${purpose}`;
          const grant = grants.get(key) ?? {
            mask: decision?.kind === 'mask' ? decision.mask : null,
            states: [],
          };
          grant.states.push(place);
          grants.set(key, grant);
        }
      }
    }
  }
  return grants;
}

/** As `until DELIVERED`. */
export function sayPhaseSlowly(states: readonly LegStateAtZero[], granted: readonly number[]): string {
  const places = new Set(granted);
  if (places.has(0)) return 'for good';
  const over = states.filter(({ finalAt }, place) => finalAt === null && place > 0 && !places.has(place));
  const ends = over.filter(
    ({ everReached }) =>
      !over.some(
        (other) =>
          other.everReached !== everReached &&
          other.everReached.every((status) => everReached.includes(status)),
      ),
  );
  const words = [...ends.map(({ everReached }) => everReached.join(' and ')), 'any final status'];
  const end = states.find(({ finalAt }, place) => finalAt !== null && finalAt <= 0 && !places.has(place));
  const days = -(end?.finalAt ?? 0) / DAY_MS;
  return `until ${words.join(' or ')}${days === 0 ? '' : ` and ${days} days more`}`;
}
