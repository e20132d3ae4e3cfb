/**
 * Makes a failing case small: takes parts out of its query, agreements and data as long as the same property fails. The
 * network stays as it is, since opening one costs more than all other steps together.
 */
import type { CheckedCase } from './checkCase.ts';
import type { CaseModel, ClauseModel, LegModel } from './model.ts';
import type { FailedCase } from './runCases.ts';
import { shrinkQuery } from './shrinkQuery.ts';

export interface ShrunkCase {
  readonly case: CaseModel;
  readonly checked: CheckedCase;
  /** How many variations were tried. */
  readonly tries: number;
}

const MOST_TRIES = 4_000;

/** The smallest case found that fails in the same property. */
export async function shrinkCase(failed: FailedCase): Promise<ShrunkCase> {
  const [first] = failed.checked.findings;
  let best = { case: failed.case, checked: failed.checked };
  let tries = 0;
  const improve = async (variation: CaseModel): Promise<boolean> => {
    tries += 1;
    const checked = await failed.retry(variation);
    if (!checked?.findings.some(({ property }) => property === first?.property)) return false;
    best = { case: variation, checked };
    return true;
  };
  let isSmaller = true;
  while (isSmaller && tries < MOST_TRIES) {
    isSmaller = false;
    for (const vary of [
      varyLegs,
      varyStandings,
      varyAgreements,
      varyQuery,
      varyClauses,
      varyData,
      varyQuestion,
    ]) {
      // The variations of a case are counted anew after each that fails, at the same place.
      for (let place = 0; tries < MOST_TRIES; ) {
        const variation = vary(best.case, place);
        if (variation === undefined) break;
        if (variation !== 'none' && (await improve(variation))) isSmaller = true;
        else place += 1;
      }
    }
  }
  return { ...best, tries };
}

/** One variation of a case by its place; `none` where the place has none, undefined after the last. */
type Vary = (theCase: CaseModel, place: number) => CaseModel | 'none' | undefined;

const varyLegs: Vary = (theCase, place) => {
  const { legs } = theCase.scenario;
  if (place >= legs.length) return undefined;
  return { ...theCase, scenario: { ...theCase.scenario, legs: legs.toSpliced(place, 1) } };
};

const varyStandings: Vary = (theCase, place) => {
  const { scenario } = theCase;
  const { stops, measures, cutOffAt } = scenario;
  const change = (changed: Partial<CaseModel['scenario']>) => ({
    ...theCase,
    scenario: { ...scenario, ...changed },
  });
  if (place < stops.length) return change({ stops: stops.toSpliced(place, 1) });
  const at = place - stops.length;
  if (at < measures.length) return change({ measures: measures.toSpliced(at, 1) });
  if (at > measures.length) return undefined;
  return cutOffAt === null ? 'none' : change({ cutOffAt: null });
};

const varyAgreements: Vary = (theCase, place) => {
  const { agreements } = theCase.scenario;
  if (place >= agreements.length) return undefined;
  return { ...theCase, scenario: { ...theCase.scenario, agreements: agreements.toSpliced(place, 1) } };
};

/** Takes out half of an agreement's clauses, a quarter, and so on; then simplifies those that are left. */
const varyClauses: Vary = (theCase, place) => {
  const { agreements } = theCase.scenario;
  let left = place;
  for (const [index, agreement] of agreements.entries()) {
    const variations = listClauseVariations(agreement.clauses);
    const clauses = variations[left];
    if (clauses !== undefined) {
      const changed = agreements.with(index, { ...agreement, clauses });
      return { ...theCase, scenario: { ...theCase.scenario, agreements: changed } };
    }
    left -= variations.length;
  }
  return undefined;
};

function listClauseVariations(clauses: readonly ClauseModel[]): readonly (readonly ClauseModel[])[] {
  const variations: (readonly ClauseModel[])[] = [];
  for (let size = Math.ceil(clauses.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < clauses.length; at += size) variations.push(clauses.toSpliced(at, size));
  }
  for (const [at, clause] of clauses.entries()) {
    for (const simpler of [
      clause.until === null ? null : { ...clause, until: null, graceDays: null },
      clause.for === null ? null : { ...clause, for: null },
      clause.as === null ? null : { ...clause, as: null },
    ]) {
      if (simpler !== null) variations.push(clauses.with(at, simpler));
    }
  }
  return variations;
}

const varyQuery: Vary = (theCase, place) => {
  const query = shrinkQuery(theCase.question.query, place);
  if (query === undefined || query === 'none') return query;
  return { ...theCase, question: { ...theCase.question, query } };
};

/** Takes fields out of legs' data, one at a time, and elements out of lists. */
const varyData: Vary = (theCase, place) => {
  let left = place;
  const { legs } = theCase.scenario;
  for (const [index, leg] of legs.entries()) {
    const places = listDataPlaces(leg);
    const at = places[left];
    if (at === undefined) {
      left -= places.length;
      continue;
    }
    const changed = legs.with(index, { ...leg, data: clearAt(leg.data, at) as LegModel['data'] });
    return { ...theCase, scenario: { ...theCase.scenario, legs: changed } };
  }
  return undefined;
};

function listDataPlaces({ data }: LegModel): readonly (readonly string[])[] {
  const places: string[][] = [];
  const walk = (value: unknown, path: string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      if (below === null) continue;
      places.push([...path, key]);
      walk(below, [...path, key]);
    }
  };
  walk(data, []);
  return places;
}

function clearAt(value: unknown, [key = '', ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.toSpliced(Number(key), 1)
      : value.with(Number(key), clearAt(value[Number(key)], rest));
  }
  const object = value as Record<string, unknown>;
  return { ...object, [key]: rest.length === 0 ? null : clearAt(object[key], rest) };
}

const varyQuestion: Vary = (theCase, place) => {
  const { question } = theCase;
  if (place > 0) return undefined;
  return question.failing.length === 0 ? 'none' : { ...theCase, question: { ...question, failing: [] } };
};
