/**
 * Finds the parcels of the numbers that a request asks for, in one lookup, and counts the numbers that lead to nothing.
 * Invariants: an unknown number and a hidden one answer the same after the same statements; all misses of a request count
 * before any parcel of it is found through a limited operator, so no request gets more for being large.
 */
import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import type { RequestScope } from '../request/requestScope.ts';
import type { DirectoryStore, LegRow } from '../store/directoryStore.ts';
import { StoreUnavailable } from '../store/rememberLegs.ts';
import { forgetUnknown, type OnUnknown } from './discover/onUnknown.ts';
import { type MissLimits, openMissLimits } from './missLimits.ts';
import { findMatches, type Lookup, type ParcelView, viewParcel } from './parcelView.ts';
import { type JudgedLeg, judgeLegs } from './visibleLegs.ts';

/** For each number the parcel that it resolves to; null where nothing is visible. One that cannot be told takes no other along. */
export type ParcelFinder = (
  lookups: readonly Lookup[],
  scope: RequestScope,
) => readonly Promise<ParcelView | null>[];

/** What is found for one number. */
type Found = ParcelView | null | GraphQLError;

type ParcelLoader = DataLoader<Lookup, ParcelView | null, string>;

/**
 * A finder over a store. However many fields of a request ask, and under however many aliases, it is one lookup. `onUnknown` is
 * handed the numbers of which the store has no leg at all.
 */
export function createParcelFinder(
  store: DirectoryStore,
  onUnknown: OnUnknown = forgetUnknown,
): ParcelFinder {
  const openLoader = (scope: RequestScope): ParcelLoader => {
    const known = scope.attachments.get(store) as ParcelLoader | undefined;
    if (known !== undefined) return known;
    let limits: Promise<MissLimits | undefined> | undefined;
    const openLimits = () => {
      limits ??= openMissLimits(store.misses, scope);
      return limits;
    };
    const loader: ParcelLoader = new DataLoader<Lookup, ParcelView | null, string>(
      (lookups) => findAll(lookups, { store, scope, openLimits, onUnknown }),
      {
        cacheKeyFn: ({ number, operator }) => JSON.stringify([number, operator]),
      },
    );
    scope.attachments.set(store, loader);
    return loader;
  };
  return (lookups, scope) => {
    const loader = openLoader(scope);
    return lookups.map((lookup) => loader.load(lookup));
  };
}

interface FindOptions {
  readonly store: DirectoryStore;
  readonly scope: RequestScope;
  readonly onUnknown: OnUnknown;
  /** Undefined where nothing limits the caller. */
  openLimits(): Promise<MissLimits | undefined>;
}

/** A lookup with the visible legs of its parcels, and among them those it can resolve through, the best first. */
interface Search {
  readonly lookup: Lookup;
  readonly legs: readonly JudgedLeg[];
  readonly matches: readonly JudgedLeg[];
}

async function findAll(
  lookups: readonly Lookup[],
  { store, scope, openLimits, onUnknown }: FindOptions,
): Promise<Found[]> {
  const numbers = [...new Set(lookups.map(({ number }) => number))];
  let found: readonly (readonly LegRow[])[];
  try {
    found = await store.findByNumbers(numbers);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    return recallOwn(lookups, store, scope);
  }
  const legsOf = new Map(numbers.map((number, index) => [number, judgeLegs(found[index] ?? [], scope)]));
  const searches = lookups.map((lookup): Search => {
    const legs = legsOf.get(lookup.number) ?? [];
    return { lookup, legs, matches: findMatches(legs, lookup, scope) };
  });
  // Own parcels are in `myParcels` anyway: to find them is no trial, and costs nothing more.
  const isTrial = searches.some(({ matches }) => matches[0]?.facts.relation !== 'OWN');
  const limits = isTrial ? await openLimits() : undefined;
  // Invariant: from here to the end nothing waits, so what is counted is what is judged by.
  countMisses(searches, limits);
  const unknown = new Set(numbers.filter((_, index) => found[index]?.length === 0));
  // Nothing is awaited: a number that somebody will be asked for is answered as any other that leads to nothing.
  onUnknown(
    lookups.filter(({ number }) => unknown.has(number)),
    scope,
  );
  return searches.map(({ lookup, legs, matches }) => {
    const match = chooseMatch(matches, limits);
    return match === undefined ? null : viewParcel(match.row.parcel, legs, lookup.number, scope);
  });
}

/**
 * What is remembered of own parcels, while the store does not answer. Invariant: whatever else a number is, unknown, hidden or
 * only not remembered, its answer is the same: that the hub cannot tell now.
 */
function recallOwn(lookups: readonly Lookup[], store: DirectoryStore, scope: RequestScope): Found[] {
  const recalled = store.recall?.(lookups.map(({ number }) => number)) ?? [];
  return lookups.map((lookup, index) => {
    const legs = judgeLegs(recalled[index] ?? [], scope);
    const match = findMatches(legs, lookup, scope).find(({ facts }) => facts.relation === 'OWN');
    const own = match && viewParcel(match.row.parcel, legs, lookup.number, scope);
    return own ?? cannotTell();
  });
}

function cannotTell(): GraphQLError {
  return new GraphQLError('the hub cannot look the number up now; ask again in a moment', {
    extensions: { code: 'DIRECTORY_UNAVAILABLE' },
  });
}

/** The first match that a limit leaves. */
function chooseMatch(matches: readonly JudgedLeg[], limits: MissLimits | undefined): JudgedLeg | undefined {
  return matches.find(({ facts }) => facts.relation === 'OWN' || limits?.isOver(facts.operator) !== true);
}

/**
 * Counts every number that leads to nothing. One that does so because of a limit counts like any other, or the count would
 * tell it from an unknown one; it may bring another operator's limit about, so this goes on until nothing changes.
 */
function countMisses(searches: readonly Search[], limits: MissLimits | undefined): void {
  if (limits === undefined) return;
  let pending = searches;
  for (let missed = pending; missed.length > 0; ) {
    missed = pending.filter(({ matches }) => chooseMatch(matches, limits) === undefined);
    pending = pending.filter((search) => !missed.includes(search));
    limits.count(missed.map(({ lookup }) => lookup));
  }
  limits.report();
}
