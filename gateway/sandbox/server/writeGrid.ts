/**
 * What an agreement shares, as a grid: every field of a leg of its operator, for every purpose and relation.
 * Invariant: it is read from the compiled table, so a cell says what a request would get, however the clauses are written.
 */
import { LEG_TYPES } from '../../../schema/network.ts';
import { PURPOSES } from '../../../schema/privacy.ts';
import type { Agreement } from '../../agreements/agreement.ts';
import type { AgreementContract, ContractField } from '../../agreements/agreementContract.ts';
import { listEffectiveGrants } from '../../agreements/diff/listEffectiveGrants.ts';
import { listLegStates } from '../../agreements/diff/listLegStates.ts';
import { createPhaseWords } from '../../agreements/diff/sayPhase.ts';
import type { GridCell, SharingGrid } from '../wire/answers.ts';

const RELATIONS = ['OWN', 'FOREIGN'] as const;
const FOR_GOOD = 'for good';

export function writeGrid(agreement: Agreement, contract: AgreementContract): SharingGrid {
  const states = listLegStates([agreement], contract);
  const sayPhase = createPhaseWords(states);
  const grants = listEffectiveGrants(agreement, contract, states);
  const purposes = PURPOSES.filter((purpose) => agreement.purposes.includes(purpose));
  const cellOf = (coordinate: string, purpose: string, relation: string): GridCell | null => {
    const grant = grants.get(`${coordinate} ${relation} ${purpose}`);
    if (grant === undefined) return null;
    const phase = sayPhase(grant.states);
    return { mask: grant.mask ?? 'CLEAR', ...(phase === FOR_GOOD ? {} : { phase }) };
  };
  return {
    operator: agreement.operator,
    platform: agreement.platform,
    purposes,
    relations: RELATIONS,
    rows: listFields(agreement, contract).map(({ coordinate, label }) => ({
      coordinate,
      isPersonal: label?.kind === 'personal',
      cells: purposes.map((purpose) => RELATIONS.map((relation) => cellOf(coordinate, purpose, relation))),
    })),
  };
}

/** The fields of the leg that the agreement speaks of, and of every type below it. */
function listFields(
  { clauses }: Agreement,
  { types, legTypes }: AgreementContract,
): readonly ContractField[] {
  const isSpokenOf = (type: string) => clauses.some(({ coordinate }) => coordinate.startsWith(`${type}.`));
  const spoken = Object.values(LEG_TYPES).filter((type) => legTypes.includes(type) && isSpokenOf(type));
  const reached = new Set(spoken.length === 0 ? legTypes : spoken);
  for (const type of reached) {
    for (const { isObject, isKey, typeName } of types.get(type)?.values() ?? []) {
      if (isObject && !isKey) reached.add(typeName);
    }
  }
  return [...reached].flatMap((type) => [...(types.get(type)?.values() ?? [])].filter(({ isKey }) => !isKey));
}
