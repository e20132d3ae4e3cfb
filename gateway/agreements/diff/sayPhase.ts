/** Says in which states of a leg a field is granted. Invariant: it says the states, and not how clauses are written. */

import { DAY_MS } from '../phase.ts';
import { type LegStateAtZero, SETS_BEGIN } from './listLegStates.ts';
import { createPlaceTest, type StateSet } from './stateSet.ts';

type PlaceTest = (place: number) => boolean;

/** Says it as `for good`, `until DELIVERED`; `states` are as `listLegStates` orders them. Most fields share a few sets. */
export function createPhaseWords(states: readonly LegStateAtZero[]): (granted: StateSet) => string {
  const said = new Map<StateSet, string>();
  return (granted) => {
    const words = said.get(granted) ?? sayPhase(states, createPlaceTest(granted));
    said.set(granted, words);
    return words;
  };
}

function sayPhase(states: readonly LegStateAtZero[], isGranted: PlaceTest): string {
  if (isGranted(0)) return 'for good';
  const words = [
    ...listEnds(states, isGranted).map((statuses) => statuses.join(' and ')),
    'any final status',
  ];
  const days = countGraceDays(states, isGranted);
  return `until ${words.join(' or ')}${days === 0 ? '' : ` and ${days} days more`}`;
}

/** The smallest sets of statuses with which it is over: a status more opens nothing, so one less tells. */
function listEnds(states: readonly LegStateAtZero[], isGranted: PlaceTest): readonly (readonly string[])[] {
  const isOver = (bits: number) => bits > 0 && !isGranted(SETS_BEGIN + bits);
  const ends: (readonly string[])[] = [];
  for (let bits = 1; states[SETS_BEGIN + bits]?.finalAt === null; bits++) {
    if (isOver(bits) && !hasOneLess(bits, isOver)) ends.push(states[SETS_BEGIN + bits]?.everReached ?? []);
  }
  return ends;
}

function hasOneLess(bits: number, isOver: (bits: number) => boolean): boolean {
  for (let bit = 1; bit <= bits; bit *= 2) {
    if ((bits & bit) !== 0 && isOver(bits & ~bit)) return true;
  }
  return false;
}

/** For how many days after the final status the field is granted: up to the first final state in which it is not. */
function countGraceDays(states: readonly LegStateAtZero[], isGranted: PlaceTest): number {
  const over = states.findIndex(
    ({ finalAt }, place) => finalAt !== null && finalAt <= 0 && !isGranted(place),
  );
  return -(states[over]?.finalAt ?? 0) / DAY_MS;
}
