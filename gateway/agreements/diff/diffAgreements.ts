/**
 * What a new version of an agreement changes: fields that it adds, masks or removes, for which purposes and parcels, and
 * terms. Invariant: what is compared is what the two really grant, so clauses that are only written otherwise are no change.
 */
import type { Agreement, AgreementTerms } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import type { Relation } from '../decision.ts';
import { compareMasks, compareStates, type Effect, joinEffects } from './compareGrants.ts';
import { compareTerms, type TermChange } from './compareTerms.ts';
import { compareDormant, listDormant } from './listDormant.ts';
import { type EffectiveGrant, listEffectiveGrants } from './listEffectiveGrants.ts';
import { listLegStates } from './listLegStates.ts';
import { createPhaseWords } from './sayPhase.ts';

/** How a field is granted. */
export interface Grant {
  /** Null for none. */
  readonly mask: string | null;
  /** As `for good`, `until DELIVERED or any final status`. */
  readonly phase: string;
}

/** A field that is not granted as it was, with the purposes for which that is so. */
export interface FieldChange {
  readonly coordinate: string;
  readonly relation: Relation;
  readonly purposes: readonly string[];
  /** Null where it was not granted. */
  readonly before: Grant | null;
  /** Null where it is no longer granted. */
  readonly after: Grant | null;
  readonly effect: Effect;
  /** True where one side alone may bring it about, with notice: a mask that is stricter, and nothing else. */
  readonly isOneSided: boolean;
}

export interface AgreementDiff {
  /** Null for the first agreement of a pair. */
  readonly before: AgreementTerms | null;
  readonly after: AgreementTerms;
  readonly terms: readonly TermChange[];
  /** Sorted by coordinate. */
  readonly fields: readonly FieldChange[];
  /** Fields of which the two say different things that grant nothing yet: of one that the contract has not yet, for example. */
  readonly dormant: readonly string[];
  /** Who has to sign: nobody where nothing changes, one side with notice where only masks get stricter or retention shorter. */
  readonly signatures: 'both' | 'one' | 'none';
}

/** Compares two versions; `before` is undefined for the first agreement of a pair. */
export function diffAgreements(
  before: Agreement | undefined,
  after: Agreement,
  contract: AgreementContract,
): AgreementDiff {
  const both = before === undefined ? [after] : [before, after];
  const states = listLegStates(both, contract);
  const old: Grants = before === undefined ? new Map() : listEffectiveGrants(before, contract, states);
  const fresh = listEffectiveGrants(after, contract, states);
  const fields = compareFields(old, fresh, createPhaseWords(states));
  const dormant = compareDormant(
    before === undefined ? new Map() : listDormant(before, old, contract),
    listDormant(after, fresh, contract),
  );
  const terms = before === undefined ? [] : compareTerms(before, after);
  const changes = [...terms, ...fields];
  const isFirst = before === undefined;
  // What grants nothing today may grant something tomorrow, when nobody signs anything.
  const isOneSided = dormant.length === 0 && changes.every((change) => change.isOneSided);
  const isSame = dormant.length === 0 && changes.length === 0;
  return {
    before: isFirst ? null : termsOf(before),
    after: termsOf(after),
    terms,
    fields,
    dormant,
    signatures: isFirst ? 'both' : isSame ? 'none' : isOneSided ? 'one' : 'both',
  };
}

type Grants = ReadonlyMap<string, EffectiveGrant>;
type SayPhase = ReturnType<typeof createPhaseWords>;

function compareFields(before: Grants, after: Grants, sayPhase: SayPhase): readonly FieldChange[] {
  const changes = new Map<string, FieldChange & { readonly purposes: string[] }>();
  for (const key of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const was = before.get(key);
    const is = after.get(key);
    const either = was ?? is;
    const change = compareGrants(was, is);
    if (either === undefined || change === undefined) continue;
    const { coordinate, relation, purpose } = either;
    const shown = { before: showGrant(was, sayPhase), after: showGrant(is, sayPhase) };
    // Purposes for which the same happens are told together.
    const group = JSON.stringify([coordinate, relation, shown, change]);
    const known = changes.get(group);
    if (known !== undefined) known.purposes.push(purpose);
    else changes.set(group, { coordinate, relation, purposes: [purpose], ...shown, ...change });
  }
  return [...changes.values()];
}

function compareGrants(
  before: EffectiveGrant | undefined,
  after: EffectiveGrant | undefined,
): Pick<FieldChange, 'effect' | 'isOneSided'> | undefined {
  if (before === undefined) return { effect: 'widens', isOneSided: false };
  if (after === undefined) return { effect: 'narrows', isOneSided: false };
  const mask = compareMasks(before.mask, after.mask);
  const phase = compareStates(before.states, after.states);
  const effect = joinEffects(mask, phase);
  return effect && { effect, isOneSided: mask === 'narrows' && phase === undefined };
}

function showGrant(grant: EffectiveGrant | undefined, sayPhase: SayPhase): Grant | null {
  return grant === undefined ? null : { mask: grant.mask, phase: sayPhase(grant.states) };
}

function termsOf({ clauses: _, ...terms }: Agreement): AgreementTerms {
  return terms;
}
