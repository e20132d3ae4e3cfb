/**
 * The agreements of a network, laid out for deciding: found by platform and operator, with what a decision needs of each in
 * one line of numbers. Invariant: of what was handed in only terms and numbers are kept, so no document stays in memory.
 */
import type { Agreement, AgreementTerms } from '../agreement.ts';
import { purposeBits } from '../clauseBits.ts';
import { listPhases, type Phase } from '../phase.ts';
import type { ClauseRange, ClauseStore } from './clauseStore.ts';
import type { FieldIndex } from './indexFields.ts';
import { createListInterner, createTextInterner, ownText } from './internTexts.ts';
import { isInForce } from './readStanding.ts';
import { findReadableViews, listGrants } from './spreadGrants.ts';

/** The agreements of one pair, by number: one, or a list where a pair has several. */
export type Pair = number | readonly number[];

export interface AgreementBook {
  add(agreement: Agreement): void;
  /** Gives back what was reserved for more. */
  trim(): void;
  findPair(platform: string, operator: string): Pair | undefined;
  /** The pairs of a platform; none for one that is not known. */
  listPairs(platform: string): readonly Pair[];
  /** The agreement of a pair that is in force; -1 where none is, or more than one. */
  findInForce(pair: Pair, now: number): number;
  termsOf(agreement: number): AgreementTerms;
  /** The document that it stands in. */
  fileOf(agreement: number): string | null;
  clausesOf(agreement: number): ClauseRange;
  /** Bits of its purposes. */
  purposesOf(agreement: number): number;
  /** How its clauses end. */
  phasesOf(agreement: number): readonly Phase[];
  /** The questions under which a leg is visible by fields of the type at that place in the contract; see `viewBits`. */
  visibleViewsOf(agreement: number, legType: number): number;
}

// The cells of an agreement. With two leg types there are eight of them: one cache line, read by every decision.
const FROM = 0;
const UNTIL = 1;
const PURPOSES = 2;
const PHASES = 3;
const START = 4;
const END = 5;
const VISIBLE = 6;

const FIRST_SIZE = 1_024;

/** A book whose clauses are in `store`. */
export function createAgreementBook(index: FieldIndex, store: ClauseStore): AgreementBook {
  const cellCount = VISIBLE + index.legTypes.length;
  let cells = new Float64Array(FIRST_SIZE);
  const allTerms: AgreementTerms[] = [];
  const files: (string | null)[] = [];
  const byPlatform = new Map<string, Map<string, number | number[]>>();
  const copyTerms = createTermsCopier();
  const phaseLists = createPhaseLists();
  const cell = (agreement: number, place: number): number => cells[agreement * cellCount + place] as number;

  return {
    add,
    trim: () => resize(allTerms.length * cellCount),
    findPair: (platform, operator) => byPlatform.get(platform)?.get(operator),
    listPairs: (platform) => [...(byPlatform.get(platform)?.values() ?? [])],
    findInForce,
    termsOf: (agreement) => allTerms[agreement] as AgreementTerms,
    fileOf: (agreement) => files[agreement] ?? null,
    clausesOf: (agreement) => ({ start: cell(agreement, START), end: cell(agreement, END) }),
    purposesOf: (agreement) => cell(agreement, PURPOSES),
    phasesOf: (agreement) => phaseLists.all[cell(agreement, PHASES)] as readonly Phase[],
    visibleViewsOf: (agreement, legType) => cell(agreement, VISIBLE + legType),
  };

  function add(agreement: Agreement): void {
    const number = allTerms.length;
    const terms = copyTerms(agreement);
    const range = store.add(agreement.clauses);
    const purposes = purposeBits(terms.purposes);
    const readable = findReadableViews(index, listGrants(store, range, purposes));
    if ((number + 1) * cellCount > cells.length) resize(cells.length * 2);
    const phases = phaseLists.intern(listPhases(store.listTerms(range)));
    const visible = index.legTypes.map((legType) => readable[legType] ?? 0);
    const line = [terms.from, terms.until, purposes, phases, range.start, range.end, ...visible];
    cells.set(line, number * cellCount);
    allTerms.push(terms);
    files.push(agreement.clauses[0]?.file ?? null);
    const operators = byPlatform.get(terms.platform) ?? new Map<string, number | number[]>();
    byPlatform.set(terms.platform, operators);
    const pair = operators.get(terms.operator);
    operators.set(terms.operator, pair === undefined ? number : [pair, number].flat());
  }

  function resize(size: number): void {
    const resized = new Float64Array(size);
    resized.set(cells.subarray(0, Math.min(size, cells.length)));
    cells = resized;
  }

  function findInForce(pair: Pair, now: number): number {
    if (typeof pair === 'number') return isInForce(cell(pair, FROM), cell(pair, UNTIL), now) ? pair : -1;
    const current = pair.filter((each) => isInForce(cell(each, FROM), cell(each, UNTIL), now));
    return current.length === 1 ? (current[0] as number) : -1;
  }
}

/** Lists of phases, one for equal ones. Phases are one value each within a table, so equal words mean equal phases. */
function createPhaseLists() {
  const all: (readonly Phase[])[] = [];
  const numbers = new Map<string, number>();
  return {
    all,
    intern(phases: readonly Phase[]): number {
      const key = phases.map(({ status, graceDays }) => `${status} ${graceDays}`).join();
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, all.length);
      return all.push(phases) - 1;
    },
  };
}

/** Copies terms without the clauses, and without keeping the document that they were cut out of. */
function createTermsCopier(): (agreement: Agreement) => AgreementTerms {
  const internList = createListInterner(purposeBits);
  const internText = createTextInterner();
  return (agreement) => ({
    id: ownText(agreement.id),
    version: agreement.version,
    operator: internText(agreement.operator),
    platform: internText(agreement.platform),
    purposes: internList(agreement.purposes),
    from: agreement.from,
    until: agreement.until,
    noticeHours: agreement.noticeHours,
    retentionDays: agreement.retentionDays,
    missesPerDay: agreement.missesPerDay,
  });
}
