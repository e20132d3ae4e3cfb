/**
 * What an agreement really grants: for every field, purpose and relation the mask, and the states of a leg in which the whole
 * way to the field is granted. Invariant: it is what the compiled table decides in each of those states, so how the clauses
 * are written makes no difference. All states are worked out at once: asked one by one, 3 KB of clauses took seconds.
 */
import { PURPOSES } from '../../../schema/privacy.ts';
import type { Agreement } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import { purposeBits, relationBit, viewBits } from '../clauseBits.ts';
import type { Relation } from '../decision.ts';
import { isOpen, listPhases, type Phase, readOpenPhases, readStatusBook, type StatusBook } from '../phase.ts';
import { createClauseStore } from '../table/clauseStore.ts';
import { type FieldIndex, indexFields } from '../table/indexFields.ts';
import type { InternedTerms } from '../table/internTerms.ts';
import { type Ask, matchClause, ruleField } from '../table/matchClause.ts';
import { spreadGrants } from '../table/spreadGrants.ts';
import type { LegStateAtZero } from './listLegStates.ts';
import { joinWords, type StateSet, WORD_BITS } from './stateSet.ts';

/** A field that is granted for a purpose and a relation. */
export interface EffectiveGrant {
  readonly coordinate: string;
  readonly purpose: string;
  readonly relation: Relation;
  /** Null for none. It is the same in every state. */
  readonly mask: string | null;
  /** By their places in the list of states. */
  readonly states: StateSet;
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
  const statuses = readStatusBook(contract.statuses);
  const fields = listFieldTerms(agreement, index, statuses);
  const openIn = createOpenStates(listPhases(fields.flatMap(({ terms }) => terms)), states, statuses);
  const alike = new Map<string, readonly FieldStates[]>();
  const tellApart = createViewNames(fields);
  const grants = new Map<string, EffectiveGrant>();
  for (const purpose of PURPOSES.filter((each) => agreement.purposes.includes(each))) {
    for (const relation of RELATIONS) {
      const ask = { purpose: purposeBits([purpose]), relation: relationBit(relation), isOpen: () => true };
      const name = tellApart(viewBits(ask.purpose, ask.relation));
      const found = alike.get(name) ?? findStates(fields, ask, index, openIn);
      alike.set(name, found);
      for (const { field, ...rest } of found) {
        const coordinate = index.fields[field]?.field.coordinate ?? '';
        grants.set(keyOfGrant(coordinate, relation, purpose), { coordinate, purpose, relation, ...rest });
      }
    }
  }
  return grants;
}

/** A field with its different clauses. */
interface FieldTerms {
  readonly field: number;
  readonly terms: readonly InternedTerms[];
}

function listFieldTerms(
  { clauses }: Agreement,
  index: FieldIndex,
  statuses: StatusBook,
): readonly FieldTerms[] {
  const store = createClauseStore(index, statuses);
  const range = store.add(clauses);
  const fields: FieldTerms[] = [];
  for (let start = range.start; start < range.end; ) {
    const field = store.fieldAt(start);
    const { end } = store.findField({ start, end: range.end }, field);
    fields.push({ field, terms: [...new Set(store.listTerms({ start, end }))] });
    start = end;
  }
  return fields;
}

/** Names questions so that those between which no clause makes a difference have one name. */
function createViewNames(fields: readonly FieldTerms[]): (view: number) => string {
  const different = [...new Set(fields.flatMap(({ terms }) => terms.map(({ views }) => views)))];
  return (view) => different.map((views) => ((views & view) === 0 ? '-' : '+')).join('');
}

/** For a phase the states in which it is open, 32 to a word; for null, which never ends, all of them. */
type OpenStates = (phase: Phase | null) => Int32Array;

function createOpenStates(
  phases: readonly Phase[],
  states: readonly LegStateAtZero[],
  statuses: StatusBook,
): OpenStates {
  const open = states.map((state) => readOpenPhases(phases, state, statuses, 0));
  const select = (isIn: (place: number) => boolean) => {
    const words = new Int32Array(Math.ceil(states.length / WORD_BITS));
    for (const place of states.keys()) {
      const word = Math.floor(place / WORD_BITS);
      if (isIn(place)) words[word] = (words[word] ?? 0) | (1 << (place % WORD_BITS));
    }
    return words;
  };
  const all = select(() => true);
  // Where there are too many phases to be kept none of them is listed, and all are over.
  const never = select(() => false);
  const byPhase = new Map(
    phases.map((phase, bit) => [phase, select((place) => isOpen(open[place] ?? 0, bit))]),
  );
  return (phase) => (phase === null ? all : (byPhase.get(phase) ?? never));
}

/** A field, and what is granted of it under one question. */
interface FieldStates {
  readonly field: number;
  readonly mask: string | null;
  readonly states: StateSet;
}

function findStates(
  fields: readonly FieldTerms[],
  ask: Ask,
  index: FieldIndex,
  openIn: OpenStates,
): readonly FieldStates[] {
  const own = fields.flatMap(({ field, terms }) => {
    // Whether clauses disagree does not depend on the state.
    const { code, mask } = ruleField(terms, ask);
    return code === null ? [{ field, mask, words: joinOpen(terms, ask, openIn) }] : [];
  });
  const granted = new Map(own.map(({ field }) => [field, new Int32Array(openIn(null).length)]));
  for (const word of openIn(null).keys()) {
    // The path rule goes over 32 states as it goes over 32 questions.
    const grants = own.map(({ field, words }) => ({ field, views: words[word] ?? 0 }));
    for (const { field, views } of spreadGrants(index, grants)) granted.get(field)?.set([views], word);
  }
  return own
    .map(({ field, mask }) => ({ field, mask, states: joinWords(granted.get(field) ?? new Int32Array()) }))
    .filter(({ states }) => states !== 0n);
}

/** The states in which one of the clauses that are about the question holds. */
function joinOpen(terms: readonly InternedTerms[], ask: Ask, openIn: OpenStates): Int32Array {
  const joined = new Int32Array(openIn(null).length);
  for (const clause of terms) {
    if (matchClause(clause, ask) !== 'HOLDS') continue;
    for (const [word, bits] of openIn(clause.phase).entries()) joined[word] = (joined[word] ?? 0) | bits;
  }
  return joined;
}
