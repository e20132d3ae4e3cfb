/**
 * Compiles the agreements of a network into the table that every request is decided by.
 * Invariant: what no clause of an agreement in force grants for the purpose and relation is withheld. Pure and total: no
 * clock, no I/O, never throws; what is kept between calls can be made again and changes no answer.
 */
import { LEG_TYPES } from '../../../schema/network.ts';
import type { Agreement } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import { purposeIndexOf, relationBit, viewBits } from '../clauseBits.ts';
import type { AgreementTable, LegFacts, LegPolicy, PairStanding } from '../decision.ts';
import { createFloors } from '../floor/createFloors.ts';
import { readOpenPhases, readStatusBook } from '../phase.ts';
import { type AgreementBook, createAgreementBook, type Pair } from './agreementBook.ts';
import { createClauseStore } from './clauseStore.ts';
import { indexFields } from './indexFields.ts';
import { WithholdingPolicy } from './legPolicy.ts';
import { createPolicyShelf } from './policyShelf.ts';
import { readStanding } from './readStanding.ts';
import { RotatingCache } from './rotatingCache.ts';
import { listGrants, listReadableFields } from './spreadGrants.ts';

/** Of how many platforms the coordinates are kept at least. */
const KEPT_PLATFORMS = 1_000;

const NOTHING: ReadonlySet<string> = new Set();
const NO_AGREEMENT = new WithholdingPolicy('NO_AGREEMENT', null);
const EXPIRED = new WithholdingPolicy('EXPIRED', null);

/** Takes the agreements one by one, so that those of a large network need not be in memory together. */
export function compileTable(agreements: Iterable<Agreement>, contract: AgreementContract): AgreementTable {
  const index = indexFields(contract);
  const statuses = readStatusBook(contract.statuses);
  const store = createClauseStore(index, statuses);
  const book = createAgreementBook(index, store);
  for (const agreement of agreements) book.add(agreement);
  book.trim();
  store.trim();
  const shelf = createPolicyShelf({ index, store, book });
  const coordinates = new RotatingCache<string, ReadonlySet<string>>(KEPT_PLATFORMS);
  const floors = createFloors(contract);
  const legTypes = new Map(
    Object.entries(LEG_TYPES).map(([role, type]) => [role, contract.legTypes.indexOf(type)]),
  );

  return {
    decideLeg(caller, leg, now, forceAt = now) {
      const pair = book.findPair(caller.platform, leg.operator);
      if (pair === undefined) return NO_AGREEMENT;
      const agreement = book.findInForce(pair, forceAt);
      if (agreement < 0) return standingOf(book, pair, forceAt).state === 'EXPIRED' ? EXPIRED : NO_AGREEMENT;
      const purposeIndex = purposeIndexOf(caller.purpose) ?? -1;
      const isKnown = purposeIndex >= 0 && (book.purposesOf(agreement) & (1 << purposeIndex)) !== 0;
      if (!isKnown) return new WithholdingPolicy('PURPOSE', book.termsOf(agreement));
      return findPolicy(agreement, purposeIndex, leg, now);
    },
    readFloor(policy, leg, now) {
      return leg.relation === 'OWN' && policy.agreement !== null && policy.floor === undefined
        ? floors.cut(policy, leg, { code: 'CONTINUITY_ONLY', before: Number.POSITIVE_INFINITY }, now)
        : null;
    },
    readPair(operator, platform, now) {
      const pair = book.findPair(platform, operator);
      return standingOf(book, pair ?? [], now);
    },
    listInForce(platform, now) {
      const current = book.listPairs(platform).map((pair) => book.findInForce(pair, now));
      return current.filter((agreement) => agreement >= 0).map(book.termsOf);
    },
    coordinatesFor(platform) {
      const agreements = book.listPairs(platform).flat();
      if (agreements.length === 0) return NOTHING;
      const found = coordinates.get(platform) ?? new Set(agreements.flatMap(listCoordinates));
      coordinates.set(platform, found);
      return found;
    },
  };

  function findPolicy(agreement: number, purposeIndex: number, leg: LegFacts, now: number): LegPolicy {
    const relation = relationBit(leg.relation);
    const isVisible = isLegVisible(agreement, leg, viewBits(1 << purposeIndex, relation));
    const open = readOpenPhases(book.phasesOf(agreement), leg, statuses, now);
    return shelf.find(agreement, { purposeIndex, relation, isVisible, open });
  }

  function isLegVisible(agreement: number, { role }: LegFacts, view: number): boolean {
    if (role !== undefined) return isSeen(agreement, legTypes.get(role) ?? -1, view);
    return index.legTypes.some((_, legType) => isSeen(agreement, legType, view));
  }

  function isSeen(agreement: number, legType: number, view: number): boolean {
    return legType >= 0 && (book.visibleViewsOf(agreement, legType) & view) !== 0;
  }

  /** What any leg can show of itself under an agreement: fields, and the keys that come with a visible leg. */
  function listCoordinates(agreement: number): readonly string[] {
    const grants = listGrants(store, book.clausesOf(agreement), book.purposesOf(agreement));
    return [
      ...listReadableFields(index, grants).flatMap((field) => index.fields[field]?.field.coordinate ?? []),
      ...index.legKeys.flatMap((keys, legType) => (isSeen(agreement, legType, -1) ? keys : [])),
    ];
  }
}

function standingOf(book: AgreementBook, pair: Pair, now: number): PairStanding {
  return readStanding([pair].flat().map(book.termsOf), now);
}
